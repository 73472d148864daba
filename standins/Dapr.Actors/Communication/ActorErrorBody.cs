using System.Runtime.Serialization;
using System.Xml;

namespace Dapr.Actors.Communication;

/// <summary>The body of a typed call that threw, in binary XML.</summary>
[DataContract(Name = "ActorInvokeExceptionData", Namespace = BodyType.Namespace)]
internal sealed class ActorErrorBody
{
    private static readonly DataContractSerializer Serializer = new(typeof(ActorErrorBody));

    [DataMember]
    public string Type { get; set; }

    [DataMember]
    public string Message { get; set; }

    internal static byte[] Write(Exception exception)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlDictionaryWriter.CreateBinaryWriter(stream))
            Serializer.WriteObject(writer, new ActorErrorBody { Type = exception.GetType().FullName, Message = exception.Message });
        return stream.ToArray();
    }

    internal static ActorInvokeException Read(byte[] bytes)
    {
        using var reader = XmlDictionaryReader.CreateBinaryReader(bytes, XmlDictionaryReaderQuotas.Max);
        var error = (ActorErrorBody)Serializer.ReadObject(reader);
        return new ActorInvokeException(error.Type, error.Message);
    }
}
