using System.Net;
using System.Net.Sockets;
using Plumbline.Tensors.Distributed;

namespace Plumbline.Tests.Tensors.Distributed;

/// <summary>Several ranks as threads of this process, each with a group of its own.</summary>
internal static class RankThreads
{
    /// <summary>A port that nobody uses.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a body on every rank.</summary>
    /// <returns>What each rank threw; null where it ended well.</returns>
    public static Exception?[] Run(int count, Action<ProcessGroup> body)
    {
        var port = FreePort();
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() =>
        {
            try
            {
                using var group = ProcessGroup.Join(new(rank, count, "127.0.0.1", port));
                body(group);
                group.Leave();
            }
#pragma warning disable CA1031 // The test's own thread looks at it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures[rank] = exception;
            }
        }))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return failures;
    }
}
