using NetMl.Contracts.Training;
using NetMl.Onnx;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Converts artifacts to ONNX, one at a time: each takes memory of a few times the artifact.</summary>
sealed class OnnxDesk(ArtifactStore artifacts) : IDisposable
{
    /// <summary>Artifacts of more bytes are not converted here.</summary>
    public const long MostBytes = 256 << 20;

    private readonly SemaphoreSlim _one = new(1);

    /// <exception cref="InvalidDataException">The artifact is not what was published.</exception>
    /// <exception cref="NotSupportedException">Its network cannot be exported; the message names the operation.</exception>
    public async Task<byte[]> ConvertAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return OnnxExport.Convert(await artifacts.ReadAsync(version, cancellationToken));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
