using System.Buffers.Binary;
using NetMl.Contracts.Backups;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Backups;

/// <summary>Edge rows with a time as the payload of a record (<see cref="BackupRecordKind.Times"/>).</summary>
internal static class TimedRows
{
    /// <summary>Rows in one record.</summary>
    public const int AtOnce = 100_000;

    /// <summary>Source, target and time.</summary>
    public const int BytesPerRow = sizeof(int) + sizeof(int) + sizeof(long);

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static byte[] Pack(TimedEdges timed, int offset, int count)
    {
        var payload = new byte[count * BytesPerRow];
        for (var i = 0; i < count; i++)
        {
            var row = payload.AsSpan(i * BytesPerRow, BytesPerRow);
            BinaryPrimitives.WriteInt32LittleEndian(row, timed.Sources[offset + i]);
            BinaryPrimitives.WriteInt32LittleEndian(row[4..], timed.Targets[offset + i]);
            BinaryPrimitives.WriteInt64LittleEndian(row[8..], timed.Times[offset + i]);
        }
        return payload;
    }

    /// <exception cref="InvalidDataException">The payload ends within a row, a row joins nodes that are not there, or a time is out of range.</exception>
    public static void Unpack(ReadOnlySpan<byte> payload, int nodes, List<int> sources, List<int> targets, List<long> times)
    {
        if (payload.Length % BytesPerRow != 0)
            throw new InvalidDataException("a record of times ends within a row");
        for (; !payload.IsEmpty; payload = payload[BytesPerRow..])
        {
            int source = BinaryPrimitives.ReadInt32LittleEndian(payload), target = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
            if ((uint)source >= (uint)nodes || (uint)target >= (uint)nodes)
                throw new InvalidDataException($"a time belongs to an edge from node {source} to node {target}, and there are {nodes} nodes");
            var time = BinaryPrimitives.ReadInt64LittleEndian(payload[8..]);
            if (time < Earliest || time > Latest)
                throw new InvalidDataException($"a time is {time} seconds from 1970, which no calendar has");
            sources.Add(source);
            targets.Add(target);
            times.Add(time);
        }
    }
}
