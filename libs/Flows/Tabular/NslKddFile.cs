using NetMl.Flows.Reading;

namespace NetMl.Flows.Tabular;

/// <summary>Reads NSL-KDD, plain or gzip: lines of 41 features, a label and a difficulty, without header, addresses or times.</summary>
/// <remarks>Source: Tavallaee et al., A Detailed Analysis of the KDD CUP 99 Data Set, 2009; feature names and order are those of its ARFF edition.</remarks>
public static class NslKddFile
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>The 41 features, in file order.</summary>
    public static IReadOnlyList<string> Features { get; } =
    [
        "duration", "protocol_type", "service", "flag", "src_bytes", "dst_bytes", "land", "wrong_fragment", "urgent", "hot", "num_failed_logins",
        "logged_in", "num_compromised", "root_shell", "su_attempted", "num_root", "num_file_creations", "num_shells", "num_access_files",
        "num_outbound_cmds", "is_host_login", "is_guest_login", "count", "srv_count", "serror_rate", "srv_serror_rate", "rerror_rate",
        "srv_rerror_rate", "same_srv_rate", "diff_srv_rate", "srv_diff_host_rate", "dst_host_count", "dst_host_srv_count",
        "dst_host_same_srv_rate", "dst_host_diff_srv_rate", "dst_host_same_src_port_rate", "dst_host_srv_diff_host_rate",
        "dst_host_serror_rate", "dst_host_srv_serror_rate", "dst_host_rerror_rate", "dst_host_srv_rerror_rate",
    ];

    /// <summary>Reads to the end; rows in file order. O(bytes) time, about four bytes of memory for each of the file.</summary>
    /// <param name="stream">Read once, not disposed.</param>
    /// <param name="options">Null = <see cref="FlowReadOptions.Default"/>; of its limits those on bytes, row length and line numbers count.</param>
    /// <exception cref="FlowInputException">The input is empty or too large. A bad row is counted, never thrown.</exception>
    public static async Task<TabularReading> ReadAsync(Stream stream, FlowReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= FlowReadOptions.Default;
        await using var plain = await GzipMagic.UnwrapAsync(stream, cancellationToken);
        using var input = new InputBuffer(plain, Math.Max(BufferBytes, options.MaxRowBytes + 2), options.MaxBytes);
        var rejections = new RejectionTally(options.FirstLines);
        var lines = new LineFile(input, rejections, options.MaxRowBytes);
        var rows = new NslKddRows();
        await input.FillAsync(1, cancellationToken);
        if (input.Unread.IsEmpty)
            throw new FlowInputException(FlowInputFault.Empty, input.Damage ?? "the input is empty: send at least one row");
        for (lines.ReadLines(rows); !input.IsAtEnd; lines.ReadLines(rows))
            await input.FillAsync(cancellationToken);
        if (input.Damage is { } damage)
            rejections.Add(damage, rows.Count + rejections.Rows + 1);
        return new TabularReading(rows.Build(), rejections.Rows, input.BytesRead, rejections.ToList());
    }
}
