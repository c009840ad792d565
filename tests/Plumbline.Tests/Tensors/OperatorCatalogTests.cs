using System.Reflection;
using Plumbline.Tensors;

namespace Plumbline.Tests.Tensors;

public sealed class OperatorCatalogTests
{
    [Fact]
    public void Every_operator_that_the_library_names_exists_in_this_libtorch()
    {
        var missing = typeof(Tensor).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(Operator))
            .Select(field => (Operator)field.GetValue(null)!)
            .Where(
                op => Operator.TryFind(op.Name.Split('.')[0], op.Name.Split('.').ElementAtOrDefault(1) ?? "") is null)
            .Select(op => op.Name);

        Assert.Empty(missing);
    }
}
