using System.Collections.Concurrent;
using System.Runtime.Serialization;
using System.Xml;

namespace Dapr.Actors.Communication;

/// <summary>.NET binary XML of a data contract that holds the body as its value; byte arrays travel as they are.</summary>
internal sealed class BinaryXmlBodyFormat : BodyFormat
{
    internal static readonly BinaryXmlBodyFormat Instance = new();

    private readonly ConcurrentDictionary<Type, DataContractSerializer> _serializers = new();

    internal override byte[] Write(object body)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlDictionaryWriter.CreateBinaryWriter(stream))
            SerializerOf(body.GetType()).WriteObject(writer, new WrappedMessageBody { Value = body });
        return stream.ToArray();
    }

    internal override object Read(byte[] bytes, Type bodyType)
    {
        using var reader = XmlDictionaryReader.CreateBinaryReader(bytes, XmlDictionaryReaderQuotas.Max);
        return ((WrappedMessageBody)SerializerOf(bodyType).ReadObject(reader)).Value;
    }

    private DataContractSerializer SerializerOf(Type bodyType) => _serializers.GetOrAdd(bodyType, type => new DataContractSerializer(
        typeof(WrappedMessageBody),
        new DataContractSerializerSettings { MaxItemsInObjectGraph = int.MaxValue, KnownTypes = [type] }));

    [DataContract(Name = "WrappedMsgBody", Namespace = BodyType.Namespace)]
    private sealed class WrappedMessageBody
    {
        [DataMember(Name = "value", IsRequired = true, Order = 1)]
        public object Value { get; set; }
    }
}
