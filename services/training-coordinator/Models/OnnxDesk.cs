using NetMl.Contracts.Training;
using NetMl.Onnx;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Converts artifacts to ONNX, one at a time, because each takes memory of a few times the artifact; remembers the last few small files.</summary>
sealed class OnnxDesk(ArtifactStore artifacts) : IDisposable
{
    /// <summary>Artifacts of more bytes are not converted here.</summary>
    public const long MostBytes = 256 << 20;

    private const int Remembered = 4;
    private const int MostRememberedBytes = 16 << 20;

    private readonly SemaphoreSlim _one = new(1);
    private readonly LinkedList<(string Sha256, byte[] Onnx)> _last = [];

    /// <exception cref="InvalidDataException">The artifact is not what was published.</exception>
    /// <exception cref="NotSupportedException">Its network cannot be exported; the message names the operation.</exception>
    public async Task<byte[]> ConvertAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last.FirstOrDefault(known => known.Sha256 == version.Sha256) is { Onnx: { } known })
                return known;
            var artifact = await artifacts.ReadAsync(version, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var onnx = OnnxExport.Convert(artifact);
            Remember(version.Sha256, onnx);
            return onnx;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Only whoever holds the semaphore comes here.
    private void Remember(string sha256, byte[] onnx)
    {
        if (onnx.Length > MostRememberedBytes)
            return;
        _last.AddFirst((sha256, onnx));
        if (_last.Count > Remembered)
            _last.RemoveLast();
    }
}
