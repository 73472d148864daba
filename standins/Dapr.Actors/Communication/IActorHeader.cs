using System.Runtime.Serialization;
using System.Text;
using System.Xml;

namespace Dapr.Actors.Communication;

/// <summary>A header of a typed call: a data contract as XML text, under the root <c>anyType</c> that serialising through an interface gives.</summary>
internal interface IActorHeader
{
    private static readonly DataContractSerializer Serializer = new(
        typeof(IActorHeader),
        new DataContractSerializerSettings { MaxItemsInObjectGraph = int.MaxValue, KnownTypes = [typeof(ActorRequestHeader), typeof(ActorErrorHeader)] });

    internal static string Write(IActorHeader header)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlDictionaryWriter.CreateTextWriter(stream))
            Serializer.WriteObject(writer, header);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static T Read<T>(string text)
        where T : IActorHeader
    {
        using var reader = XmlDictionaryReader.CreateTextReader(Encoding.ASCII.GetBytes(text), XmlDictionaryReaderQuotas.Max);
        return (T)Serializer.ReadObject(reader);
    }
}
