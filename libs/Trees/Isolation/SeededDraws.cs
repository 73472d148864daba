using NetMl.Tensors.RandomNumbers;

namespace NetMl.Trees.Isolation;

/// <summary>Random numbers of one stream, one after another.</summary>
internal sealed class SeededDraws(RandomStream stream)
{
    private readonly uint[] _words = new uint[64];
    private long _taken;

    /// <summary>Even over 0 … count − 1, but for a bias of count / 2³².</summary>
    public int Below(int count) => (int)((ulong)Next() * (ulong)count >> 32);

    /// <summary>Even over [0, 1).</summary>
    public double Share() => Next() / (double)(1L << 32);

    private uint Next()
    {
        var place = (int)(_taken % _words.Length);
        if (place == 0)
            Philox.Fill(stream, _taken, _words);
        _taken++;
        return _words[place];
    }
}
