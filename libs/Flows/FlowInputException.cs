namespace NetMl.Flows;

/// <summary>Why a whole input cannot be read.</summary>
public enum FlowInputFault
{
    /// <summary>Not one byte.</summary>
    Empty,

    /// <summary>The first bytes fit no known format.</summary>
    UnknownFormat,

    /// <summary>More bytes than <see cref="FlowReadOptions.MaxBytes"/>.</summary>
    TooLarge,
}

/// <summary>A whole input cannot be read; the message is a sentence for whoever sent it. Bad rows never end up here.</summary>
public sealed class FlowInputException(FlowInputFault fault, string message) : Exception(message)
{
    public FlowInputFault Fault { get; } = fault;
}
