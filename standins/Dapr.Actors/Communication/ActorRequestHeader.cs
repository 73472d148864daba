using System.Runtime.Serialization;

namespace Dapr.Actors.Communication;

/// <summary>The header X-DaprRequestHeader of a typed call.</summary>
[DataContract(Name = "ActorHeader", Namespace = BodyType.Namespace)]
internal sealed class ActorRequestHeader : IActorHeader
{
    [DataMember(IsRequired = true, Order = 0)]
    public int MethodId { get; set; }

    [DataMember(IsRequired = true, Order = 1)]
    public int InterfaceId { get; set; }

    [DataMember(Order = 3)]
    public ActorId ActorId { get; set; }

    [DataMember(Order = 4)]
    public string CallContext { get; set; }

    [DataMember(IsRequired = true, Order = 5)]
    public Dictionary<string, byte[]> Headers { get; set; } = [];

    [DataMember(Order = 6)]
    public string MethodName { get; set; }

    [DataMember(Order = 7)]
    public string ActorType { get; set; }
}
