using System.Runtime.Serialization;
using System.Text;

namespace Dapr.Actors.Communication;

/// <summary>The header X-DaprErrorResponseHeader: present only when the method threw.</summary>
[DataContract(Name = "ActorResponseMessageHeaders", Namespace = BodyType.Namespace)]
internal sealed class ActorErrorHeader : IActorHeader
{
    private const string Text = "RemoteMethodException";

    [DataMember(IsRequired = true, Order = 2)]
    public Dictionary<string, byte[]> Headers { get; private set; } = [];

    internal string Details => Headers.TryGetValue(Text, out var text) ? Encoding.UTF8.GetString(text) : string.Empty;

    internal static ActorErrorHeader Of(Exception exception) => new()
    {
        Headers =
        {
            ["HasRemoteException"] = [],
            [Text] = Encoding.UTF8.GetBytes($"Exception: {exception.GetType().Name}, Method Name: {exception.TargetSite?.Name}, Line Number: 0, Exception uuid: {Guid.NewGuid()}"),
        },
    };
}
