namespace Dapr.Client;

/// <summary>One operation of <see cref="DaprClient.ExecuteStateTransactionAsync"/>.</summary>
public sealed class StateTransactionRequest
{
    public StateTransactionRequest(string key, byte[]? value, StateOperationType operationType, string? etag = default, IReadOnlyDictionary<string, string>? metadata = default, StateOptions? options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Key = key;
        Value = value;
        OperationType = operationType;
        ETag = etag;
        Metadata = metadata;
        Options = options;
    }

    public string Key { get; }

    public byte[]? Value { get; set; }

    public StateOperationType? OperationType { get; set; }

    public string? ETag { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public StateOptions? Options;
}
