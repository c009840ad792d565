using System.Reflection;
using Plumbline.Tensors.Native;
using Xunit.v3;

namespace Plumbline.Tests.Tensors;

/// <summary>
/// Fails a test that makes tensors and does not dispose them; those that only a finalizer released count as leaked.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LeavesNoTensorsAttribute : BeforeAfterTestAttribute
{
    private long _before;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => _before = TensorHandle.LiveCount;

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var leaked = TensorHandle.LiveCount - _before;
        if (leaked != 0)
            Assert.Fail(
                $"Tensors alive after {methodUnderTest.Name}: expected none of its own, got {leaked}. "
                + "Dispose them or open a TensorScope.");
    }
}
