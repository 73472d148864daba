using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetMl.Tests;

/// <summary>The public and protected members of an assembly, one a line, read from metadata alone: two surfaces compare as text.</summary>
internal static class ApiSurface
{
    /// <summary>The members that no reference file lists, sorted.</summary>
    public static IReadOnlyList<string> Beyond(string assemblyPath, params string[] referenceFiles)
    {
        var known = referenceFiles.SelectMany(File.ReadLines).ToHashSet(StringComparer.Ordinal);
        return [.. Of(assemblyPath).Where(line => !known.Contains(line))];
    }

    public static IReadOnlyCollection<string> Of(string assemblyPath)
    {
        using var pe = new PEReader(File.OpenRead(assemblyPath));
        var metadata = pe.GetMetadataReader();
        var visible = metadata.TypeDefinitions.Where(handle => IsVisible(metadata, metadata.GetTypeDefinition(handle)));
        return new SortedSet<string>(visible.SelectMany(handle => Members(metadata, handle)), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Members(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = TypeNames.Of(metadata, handle);
        yield return $"{((type.Attributes & TypeAttributes.Interface) != 0 ? "interface" : "type")} {name}";
        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(m => IsVisible(m.Attributes & MethodAttributes.MemberAccessMask)))
        {
            if (!metadata.GetString(method.Name).StartsWith('<'))
                yield return Signature(metadata, name, method);
        }
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family)
                yield return $"field {field.DecodeSignature(new TypeNames(), null)} {name}::{metadata.GetString(field.Name)}";
        }
    }

    private static string Signature(MetadataReader metadata, string type, MethodDefinition method)
    {
        var signature = method.DecodeSignature(new TypeNames(), null);
        var arity = signature.GenericParameterCount > 0 ? $"`{signature.GenericParameterCount}" : "";
        var modifier = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
        return $"{modifier}{signature.ReturnType} {type}::{metadata.GetString(method.Name)}{arity}({string.Join(", ", signature.ParameterTypes)})";
    }

    private static bool IsVisible(MethodAttributes access) => access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(MetadataReader metadata, TypeDefinition type) =>
        !metadata.GetString(type.Name).StartsWith('<') && (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisible(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())),
            _ => false,
        };

    /// <summary>Writes types as <c>Namespace.Outer+Inner`1&lt;Argument&gt;</c>, type parameters as !0 and those of methods as !!0.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
        {
            var type = metadata.GetTypeDefinition(handle);
            return type.GetDeclaringType() is { IsNil: false } outer
                ? $"{Of(metadata, outer)}+{metadata.GetString(type.Name)}"
                : Full(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
        }

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Of(reader, handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, rawTypeKind)}+{reader.GetString(type.Name)}"
                : Full(reader.GetString(type.Namespace), reader.GetString(type.Name));
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

        public string GetByReferenceType(string elementType) => elementType + "&";

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "fnptr";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

        public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

        private static string Full(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
    }
}
