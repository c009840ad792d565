using System.Reflection;
using System.Runtime.InteropServices;

namespace Plumbline.Tests.Architecture;

public sealed class HouseTests
{
    // Who may look into which room, as CONTRIBUTING and the project files promise.
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Plumbline.Tensors"] = [],
        ["Plumbline.Vision"] = ["Plumbline.Tensors"],
        ["Plumbline.Diffusion"] = ["Plumbline.Tensors"],
        ["Plumbline.Alignment"] = ["Plumbline.Diffusion", "Plumbline.Tensors", "Plumbline.Vision"],
        ["plumb"] = ["Plumbline.Alignment", "Plumbline.Diffusion", "Plumbline.Tensors", "Plumbline.Vision"],
    };

    public static TheoryData<string> RoomNames => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_looks_only_into_rooms_below_it(string room)
    {
        var seen = Assembly.Load(room).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(Rooms.ContainsKey);

        Assert.Empty(seen.Except(Rooms[room]));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Native_code_is_called_only_from_behind_the_walls(string room)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        var outside = Assembly.Load(room).GetTypes()
            .Where(type => type.Namespace is not ("Plumbline.Tensors.Native" or "Plumbline.Vision.Native"))
            .SelectMany(type => type.GetMethods(All))
            .Where(method => method.GetCustomAttribute<DllImportAttribute>() is not null)
            .Select(method => $"{method.DeclaringType}.{method.Name}");

        Assert.Empty(outside);
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Nothing_public_takes_or_gives_a_raw_pointer(string room)
    {
        var leaking = Assembly.Load(room).GetExportedTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type))
            .Where(method => method.GetParameters().Select(parameter => parameter.ParameterType)
                .Append(method.ReturnType).Any(IsPointer))
            .Select(method => $"{method.DeclaringType}.{method.Name}");

        Assert.Empty(leaking);
    }

    [Theory]
    [InlineData("Plumbline.Tensors")]
    [InlineData("Plumbline.Vision")]
    [InlineData("Plumbline.Diffusion")]
    [InlineData("Plumbline.Alignment")]
    public void Only_the_command_line_knows_the_console_libraries(string room)
    {
        var seen = Assembly.Load(room).GetReferencedAssemblies().Select(reference => reference.Name);

        Assert.DoesNotContain("Spectre.Console", seen);
        Assert.DoesNotContain("System.CommandLine", seen);
        Assert.DoesNotContain("System.Console", seen);
    }

    private static bool IsPointer(Type type) => type == typeof(nint) || type == typeof(nuint) || type.IsPointer;
}
