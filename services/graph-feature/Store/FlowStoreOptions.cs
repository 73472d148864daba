using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Store;

/// <summary>Section FlowStore: where flows rest.</summary>
public sealed class FlowStoreOptions
{
    /// <summary>SQLite file; its folder is made when absent. Snapshot files lie beside it, in a folder of the same name and ".snapshots".</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; set; } = System.IO.Path.Combine(".netml", "data", "flows.db");

    /// <summary>Largest size of the file in MiB, at least 1; 0 = as large as the disk allows. When it is full, ingest waits and nothing accepted is lost.</summary>
    [Range(0, 1 << 30)]
    public long MaximumMebibytes { get; set; }
}

[OptionsValidator]
internal sealed partial class FlowStoreOptionsValidator : IValidateOptions<FlowStoreOptions>;
