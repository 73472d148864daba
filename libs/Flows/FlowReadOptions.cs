namespace NetMl.Flows;

/// <summary>Limits of one reading.</summary>
public sealed record FlowReadOptions
{
    public static FlowReadOptions Default { get; } = new();

    /// <summary>
    /// Rows in a batch at most, 1 to <see cref="FlowFrame.MaxRows"/>; a batch is also cut before its frame would exceed
    /// <see cref="FlowFrame.MaxBytes"/>.
    /// </summary>
    public int BatchRows { get; init; } = 8192;

    /// <summary>A longer row is refused with a reason, and read past, in bytes; 1 KiB to 16 MiB.</summary>
    public int MaxRowBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes to read at most, after decompression; beyond it reading ends with <see cref="FlowInputFault.TooLarge"/>.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Line numbers to keep for each reason.</summary>
    public int FirstLines { get; init; } = 5;

    /// <summary>Give out a batch that is not full when nothing more has come for this long; null = wait. For live streams.</summary>
    public TimeSpan? FlushAfter { get; init; }

    /// <summary>The clock of <see cref="FlushAfter"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
