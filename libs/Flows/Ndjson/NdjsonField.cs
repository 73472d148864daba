namespace NetMl.Flows.Ndjson;

/// <summary>The fields of our own NDJSON.</summary>
internal enum NdjsonField : byte
{
    Start, StartText, Duration, Source, SourcePort, Destination, DestinationPort, Protocol, Service,
    SourceBytes, DestinationBytes, SourcePackets, DestinationPackets, State, Label, Uid, Other,
}

/// <summary>Field names: the properties of <see cref="FlowRecord"/> in camelCase, and `start`.</summary>
internal static class NdjsonFields
{
    public static NdjsonField Find(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("startNanoseconds"u8) => NdjsonField.Start,
        _ when name.SequenceEqual("start"u8) => NdjsonField.StartText,
        _ when name.SequenceEqual("durationNanoseconds"u8) => NdjsonField.Duration,
        _ when name.SequenceEqual("source"u8) => NdjsonField.Source,
        _ when name.SequenceEqual("sourcePort"u8) => NdjsonField.SourcePort,
        _ when name.SequenceEqual("destination"u8) => NdjsonField.Destination,
        _ when name.SequenceEqual("destinationPort"u8) => NdjsonField.DestinationPort,
        _ when name.SequenceEqual("protocol"u8) => NdjsonField.Protocol,
        _ when name.SequenceEqual("service"u8) => NdjsonField.Service,
        _ when name.SequenceEqual("sourceBytes"u8) => NdjsonField.SourceBytes,
        _ when name.SequenceEqual("destinationBytes"u8) => NdjsonField.DestinationBytes,
        _ when name.SequenceEqual("sourcePackets"u8) => NdjsonField.SourcePackets,
        _ when name.SequenceEqual("destinationPackets"u8) => NdjsonField.DestinationPackets,
        _ when name.SequenceEqual("state"u8) => NdjsonField.State,
        _ when name.SequenceEqual("label"u8) => NdjsonField.Label,
        _ when name.SequenceEqual("uid"u8) => NdjsonField.Uid,
        _ => NdjsonField.Other,
    };
}
