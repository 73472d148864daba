namespace NetMl.Tensors.Parallelism;

/// <summary>Work that is cut into chunks, each of which writes only what no other chunk reads or writes.</summary>
public interface IChunkWork
{
    /// <summary>Does one chunk; must not throw.</summary>
    void Run(int chunk);
}
