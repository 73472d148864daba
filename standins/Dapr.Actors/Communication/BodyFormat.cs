using System.Text.Json;

namespace Dapr.Actors.Communication;

/// <summary>How the bodies of typed calls are written; both ends have to use the same.</summary>
internal abstract class BodyFormat
{
    internal static BodyFormat Of(bool useJson, JsonSerializerOptions options) => useJson ? new JsonBodyFormat(options) : BinaryXmlBodyFormat.Instance;

    internal abstract byte[] Write(object body);

    internal abstract object Read(byte[] bytes, Type bodyType);
}
