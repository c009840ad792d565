using System.Reflection;
using System.Runtime.CompilerServices;
using Plumbline.Vision;
using Plumbline.Vision.Depth;
using Plumbline.Vision.Features;
using Plumbline.Vision.Mapping;
using Plumbline.Vision.Native;

namespace Plumbline.Alignment.Judges;

/// <summary>
/// Compiles the judge's methods and loads its native library while something else, such as decoding, holds the first
/// clip up.
/// </summary>
public static class JudgeWarmUp
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Does the work on the calling thread; does nothing that the first verdict would not do.</summary>
    /// <exception cref="DllNotFoundException">The native library is missing; the judge will say the same.</exception>
    public static void Run()
    {
        VisionLibrary.EnsureLoaded();
        // In the order in which a verdict needs them.
        string?[] rooms =
        [
            typeof(Video).Namespace, typeof(SiftFeatures).Namespace, typeof(ShotGeometry).Namespace,
            typeof(FlowGraph).Namespace,
            typeof(GeometryJudge).Namespace,
        ];
        var types = new[] { typeof(Video).Assembly, typeof(GeometryJudge).Assembly }.SelectMany(
            assembly => assembly.GetTypes());
        foreach (var type in types.Where(type => rooms.Contains(type.Namespace) && !type.ContainsGenericParameters)
            .OrderBy(type => Array.IndexOf(rooms, type.Namespace)))
            foreach (var method in type.GetMethods(Declared))
                if (!method.IsAbstract && !method.ContainsGenericParameters)
                    RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }
}
