using System.Runtime.InteropServices;
using NetMl.Flows.Columns;

namespace NetMl.Flows.Frames;

/// <summary>The columns of a frame, in order: start, duration, source, destination, ports, counts, codes, uid lengths, protocol, state, uid bytes.</summary>
internal static class FrameBody
{
    private const int AddressBytes = 16;

    public static void Write(FrameWriter writer, FlowColumns columns)
    {
        writer.Count(columns.Start.Length);
        writer.Count(columns.Addresses.Length);
        WriteAddresses(writer, columns.Addresses);
        WriteDictionary(writer, columns.Services);
        WriteDictionary(writer, columns.Labels);
        writer.Column(columns.Start, findScale: true);
        writer.Column(columns.Duration, findScale: true);
        writer.Column(columns.Source);
        writer.Column(columns.Destination);
        writer.Column(columns.SourcePort);
        writer.Column(columns.DestinationPort);
        writer.Column(columns.SourceBytes, findScale: false);
        writer.Column(columns.DestinationBytes, findScale: false);
        writer.Column(columns.SourcePackets, findScale: false);
        writer.Column(columns.DestinationPackets, findScale: false);
        writer.Column(columns.ServiceCodes);
        writer.Column(columns.LabelCodes);
        writer.Column(Lengths(columns.UidOffsets));
        writer.Bytes(columns.Protocol);
        writer.Bytes(MemoryMarshal.AsBytes(columns.State.AsSpan()));
        writer.Bytes(columns.UidBytes);
    }

    /// <exception cref="InvalidDataException">Anything that does not fit together.</exception>
    public static FlowColumns Read(ref FrameReader reader)
    {
        // Protocol and state take a byte each, so a frame cannot hold more rows than this; likewise for the texts below, of which one may be empty.
        var rows = reader.Count(Math.Min(FlowFrame.MaxRows, reader.Remaining / 2), "rows");
        var addresses = ReadAddresses(ref reader);
        var services = ReadDictionary(ref reader, "services");
        var labels = ReadDictionary(ref reader, "labels");
        var start = reader.Column(rows, long.MinValue, long.MaxValue, "start");
        var duration = reader.Column(rows, -1, long.MaxValue, "duration");
        var source = reader.Column(rows, 0, addresses.Length - 1, "source");
        var destination = reader.Column(rows, 0, addresses.Length - 1, "destination");
        var sourcePort = reader.Column(rows, -1, ushort.MaxValue, "source port");
        var destinationPort = reader.Column(rows, -1, ushort.MaxValue, "destination port");
        var sourceBytes = reader.Column(rows, -1, long.MaxValue, "source bytes");
        var destinationBytes = reader.Column(rows, -1, long.MaxValue, "destination bytes");
        var sourcePackets = reader.Column(rows, -1, long.MaxValue, "source packets");
        var destinationPackets = reader.Column(rows, -1, long.MaxValue, "destination packets");
        var serviceCodes = reader.Column(rows, -1, services.Count - 1, "service");
        var labelCodes = reader.Column(rows, -1, labels.Count - 1, "label");
        var uidOffsets = Offsets(reader.Column(rows, 0, FlowBatchBuilder.MaxTextBytes, "uid lengths"));
        return new FlowColumns
        {
            Start = start,
            Duration = duration,
            Source = source,
            Destination = destination,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            SourceBytes = sourceBytes,
            DestinationBytes = destinationBytes,
            SourcePackets = sourcePackets,
            DestinationPackets = destinationPackets,
            ServiceCodes = serviceCodes,
            LabelCodes = labelCodes,
            Protocol = reader.Bytes(rows, "protocol").ToArray(),
            State = ReadStates(reader.Bytes(rows, "state")),
            UidOffsets = uidOffsets,
            UidBytes = reader.Bytes(uidOffsets[^1], "uids").ToArray(),
            Addresses = addresses,
            Services = services,
            Labels = labels,
        };
    }

    private static void WriteAddresses(FrameWriter writer, HostAddress[] addresses)
    {
        Span<byte> bytes = stackalloc byte[AddressBytes];
        foreach (var address in addresses)
        {
            address.Write(bytes);
            writer.Bytes(bytes);
        }
    }

    private static HostAddress[] ReadAddresses(ref FrameReader reader)
    {
        var count = reader.Count(2 * FlowFrame.MaxRows, "addresses");
        var bytes = reader.Bytes(count * AddressBytes, "addresses");
        var addresses = new HostAddress[count];
        for (var i = 0; i < count; i++)
            addresses[i] = HostAddress.Read(bytes[(i * AddressBytes)..]);
        return addresses;
    }

    private static void WriteDictionary(FrameWriter writer, TextDictionary texts)
    {
        writer.Count(texts.Count);
        writer.Column(Lengths(texts.Offsets));
        writer.Bytes(texts.Bytes);
    }

    private static TextDictionary ReadDictionary(ref FrameReader reader, string what)
    {
        var count = reader.Count(Math.Min(FlowFrame.MaxRows, reader.Remaining), what);
        var offsets = Offsets(reader.Column(count, 0, FlowBatchBuilder.MaxTextBytes, what));
        return new TextDictionary(reader.Bytes(offsets[^1], what).ToArray(), offsets);
    }

    private static int[] Lengths(ReadOnlySpan<int> offsets)
    {
        var lengths = new int[offsets.Length - 1];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = offsets[i + 1] - offsets[i];
        return lengths;
    }

    // At most 65,536 lengths of at most 256 each: the sum stays far below 2³¹.
    private static int[] Offsets(int[] lengths)
    {
        var offsets = new int[lengths.Length + 1];
        for (var i = 0; i < lengths.Length; i++)
            offsets[i + 1] = offsets[i] + lengths[i];
        return offsets;
    }

    private static ConnectionState[] ReadStates(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)ConnectionState.OTH))
            throw new InvalidDataException("the frame's column state holds a value that is no connection state");
        return MemoryMarshal.Cast<byte, ConnectionState>(bytes).ToArray();
    }
}
