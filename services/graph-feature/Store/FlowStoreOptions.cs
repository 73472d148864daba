using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Store;

/// <summary>Section FlowStore: where flows rest, and for how long.</summary>
public sealed class FlowStoreOptions
{
    /// <summary>SQLite file; its folder is made when absent, and nothing is written to it when the connection string "flows" names a PostgreSQL server. Snapshot files lie beside it, in a folder of the same name and ".snapshots".</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; set; } = System.IO.Path.Combine(".netml", "data", "flows.db");

    /// <summary>Largest size of the SQLite file in MiB, at least 1; 0 = as large as the disk allows. When it is full, ingest waits and nothing accepted is lost.</summary>
    [Range(0, 1 << 30)]
    public long MaximumMebibytes { get; set; }

    /// <summary>Days that flows are kept, 0 to 36,500; 0 = for ever. Counted back from the newest flow of the data set, or from now when that is earlier; findings, totals and snapshots follow.</summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; }
}

[OptionsValidator]
internal sealed partial class FlowStoreOptionsValidator : IValidateOptions<FlowStoreOptions>;
