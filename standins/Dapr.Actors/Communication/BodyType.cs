using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Serialization;

namespace Dapr.Actors.Communication;

/// <summary>Emits the small classes that carry arguments and results; their names and fields are part of the wire format.</summary>
internal static class BodyType
{
    internal const string Namespace = "urn:actors";

    private static readonly CustomAttributeBuilder Contract = new(
        typeof(DataContractAttribute).GetConstructor([]), [], [typeof(DataContractAttribute).GetProperty(nameof(DataContractAttribute.Namespace))], [Namespace]);

    private static readonly CustomAttributeBuilder Member = new(typeof(DataMemberAttribute).GetConstructor([]), []);

    internal static Type Create(string name, IEnumerable<(string Name, Type Type)> fields)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name + Guid.NewGuid()), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule(name).DefineType(name, TypeAttributes.Public);
        type.SetCustomAttribute(Contract);
        foreach (var field in fields)
            type.DefineField(field.Name, field.Type, FieldAttributes.Public).SetCustomAttribute(Member);
        return type.CreateType();
    }
}
