using System.Runtime.Serialization;

namespace Dapr.Actors;

/// <summary>Names one actor within its type. Comparison ignores case; the hash code does not.</summary>
[DataContract(Name = "ActorId")]
public class ActorId
{
    [DataMember(Name = "ActorId", Order = 0, IsRequired = true)]
    private readonly string _id;

    public ActorId(string id)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw new ArgumentException("The value cannot be null, empty or white spaces.", nameof(id));
        _id = id;
    }

    public static bool operator ==(ActorId id1, ActorId id2) => id1 is null ? id2 is null : id1.Equals(id2);

    public static bool operator !=(ActorId id1, ActorId id2) => !(id1 == id2);

    public static ActorId CreateRandom() => new(Guid.NewGuid().ToString());

    public string GetId() => _id;

    public override string ToString() => _id;

    public override int GetHashCode() => _id.GetHashCode();

    public override bool Equals(object obj) => Equals(obj as ActorId);

    public bool Equals(ActorId other) => other is not null && string.Equals(_id, other._id, StringComparison.OrdinalIgnoreCase);
}
