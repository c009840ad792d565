using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Plumbline.Tests.Approvals;

/// <summary>
/// Writes the public surface of an assembly as text, one line for each type and member, in a fixed order.
/// </summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {assembly.GetName().Name}\n");
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Kind(type)} {NameWithNamespace(type)}{Bases(type)}\n");
            foreach (var line in Members(type).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
        }

        return text.ToString();
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum)
            return "enum";
        if (type.IsInterface)
            return "interface";
        if (typeof(Delegate).IsAssignableFrom(type))
            return "delegate";
        if (type.IsValueType)
            return type.IsByRefLike ? "ref struct" : "struct";
        if (type.GetMethod("<Clone>$") is not null)
            return type.IsAbstract ? "abstract record" : type.IsSealed ? "sealed record" : "record";
        return type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract
            ? "abstract class"
            : type.IsSealed ? "sealed class" : "class";
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            return "";
        var inherited = type.GetInterfaces().SelectMany(contract => contract.GetInterfaces()).Concat(
            type.BaseType?.GetInterfaces() ?? []);
        var bases = type.GetInterfaces().Except(inherited).Where(contract => contract.IsPublic).Select(Name).Order(
            StringComparer.Ordinal);
        var all = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)
            ? bases.Prepend(Name(parent))
            : bases;
        return string.Join(", ", all) is { Length: > 0 } joined ? $" : {joined}" : "";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(
                name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        // What the compiler adds to a record says nothing that "record" does not.
        return type.GetMembers(Declared)
            .Where(member => !member.Name.Contains('<', StringComparison.Ordinal) && member.Name != "EqualityContract")
            .Where(member => member is not MethodInfo method || !method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(Line)
            .OfType<string>();
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo made when IsVisible(made) => $"{Static(made)}new({Parameters(made)})",
        MethodInfo method when IsVisible(method)
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors =>
            $"{Static(property.GetAccessors(true)[0])}{Name(property.PropertyType)} "
            + $"{property.Name}{Index(property)} {{ {accessors} }}",
        FieldInfo { IsPublic: true } field =>
            $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        EventInfo { AddMethod: { IsPublic: true } } happening =>
            $"event {Name(happening.EventHandlerType!)} {happening.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Static(MethodBase method) =>
        method.IsStatic ? "static " : method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";

    private static string Accessors(PropertyInfo property)
    {
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
        string[] accessors =
        [
            property.GetMethod is { } get && IsVisible(get) ? "get;" : "",
            property.SetMethod is { } set && IsVisible(set) ? isInit ? "init;" : "set;" : "",
        ];
        return string.Join(" ", accessors.Where(accessor => accessor.Length > 0));
    }

    private static string Index(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } parameters
        ? $"[{string.Join(", ", parameters.Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"))}]"
        : "";

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} "
        + $"{parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string NameWithNamespace(Type type) =>
        type.DeclaringType is { } outer ? $"{NameWithNamespace(outer)}.{Name(type)}" : $"{type.Namespace}.{Name(type)}";

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{Name(value)}?";
        if (!type.IsGenericType)
            return type.Name;
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0
            ? type.Name
            : $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
