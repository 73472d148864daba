namespace DaprLocal.State;

/// <summary>A stored value: JSON text as it came, and its version.</summary>
public sealed record StateItem(byte[] Value, string ETag, DateTimeOffset? Expires);

/// <summary>One write or (value null) delete.</summary>
public sealed record StateChange(string FullKey, byte[]? Value, string? ETag, bool FirstWrite, TimeSpan? Ttl);

/// <summary>The key has another version than the caller believes.</summary>
public sealed class ETagMismatchException(string? etag)
    : Exception(etag is null ? "no item was updated" : "possible etag mismatch. error from state store: no rows were changed")
{
    /// <summary>False when a first write without an ETag found the key: Dapr's SQLite and PostgreSQL stores report that as a plain failure.</summary>
    public bool HadETag => etag is not null;
}
