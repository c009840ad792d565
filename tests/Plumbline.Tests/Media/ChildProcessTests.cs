using Plumbline.Vision.Media;

namespace Plumbline.Tests.Media;

public sealed class ChildProcessTests
{
    /// <summary>Processes that this one has started and not yet buried.</summary>
    public static IReadOnlyList<string> Children() =>
    [
        .. Directory.EnumerateDirectories("/proc/self/task")
            .SelectMany(thread =>
                File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    [Fact]
    public void A_program_that_is_not_installed_is_named_with_the_command_that_installs_it()
    {
        var exception = Assert.Throws<MediaException>(
            () => ChildProcess.Start("no-such-program", [], ChildProcess.DefaultStallLimit, CancellationToken.None));

        Assert.Contains("sudo apt-get install ffmpeg", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_stays_silent_is_given_up()
    {
        using var process = ChildProcess.Start("sleep", ["600"], TimeSpan.FromMilliseconds(50), CancellationToken.None);

        Assert.Equal(0, process.Read(new byte[1]));

        Assert.True(process.HasStalled);
    }

    [Fact]
    public void A_program_that_does_not_read_is_given_up()
    {
        using var process = ChildProcess.Start("sleep", ["600"], TimeSpan.FromMilliseconds(50), CancellationToken.None);

        Assert.False(process.TryWrite(new byte[1 << 20]));

        Assert.True(process.HasStalled);
    }

    [Fact]
    public void A_program_that_does_not_end_is_given_up()
    {
        using var process = ChildProcess.Start("sleep", ["600"], TimeSpan.FromMilliseconds(50), CancellationToken.None);

        Assert.NotEqual(0, process.WaitForExit());

        Assert.True(process.HasStalled);
    }

    [Fact]
    public void Complaints_without_end_do_not_stop_a_program_and_are_not_all_kept()
    {
        using var process = ChildProcess.Start(
            "sh", ["-c", "head -c 10000000 /dev/zero | tr '\\0' x >&2; echo done"], ChildProcess.DefaultStallLimit,
            CancellationToken.None);

        var answer = new byte[16];
        Assert.Equal("done\n"u8.ToArray(), answer[..process.Read(answer)]);

        Assert.Equal(0, process.WaitForExit());
        Assert.InRange(process.ErrorText().Length, 1, 16 * 1024);
    }

    [Fact]
    public void Disposal_ends_a_running_program_and_buries_it()
    {
        var process = ChildProcess.Start("sleep", ["600"], ChildProcess.DefaultStallLimit, CancellationToken.None);
        Assert.NotEmpty(Children());

        process.Dispose();
        process.Dispose();

        Assert.Empty(Children());
    }
}
