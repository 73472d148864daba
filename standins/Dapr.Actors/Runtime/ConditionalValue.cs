namespace Dapr.Actors.Runtime;

/// <summary>A value that may be missing.</summary>
public struct ConditionalValue<TValue>
{
    public ConditionalValue(bool hasValue, TValue value)
    {
        HasValue = hasValue;
        Value = value;
    }

    public bool HasValue { get; }

    public TValue Value { get; }
}
