namespace NetMl.Flows.Synthetic;

/// <summary>Chance from one seed, with additions, multiplications and divisions only: the same numbers on every platform.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int bound) => _random.Next(bound);

    /// <summary>least ≤ value ≤ most.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>Spread over orders of magnitude: an octave by chance, then a place in it.</summary>
    public long Wide(long least, long most)
    {
        var octaves = 1;
        while (least << octaves < most)
            octaves++;
        var low = least << _random.Next(octaves);
        return Math.Min(most, low + (long)(_random.NextDouble() * low));
    }

    /// <summary>Bell-shaped around 0, within −1 to 1: the mean of three uniform numbers.</summary>
    public double Bell() => (_random.NextDouble() + _random.NextDouble() + _random.NextDouble()) / 1.5 - 1;

    /// <summary>A rank below <paramref name="count"/>; rank k is about 1/(k + 1) as frequent as rank 0.</summary>
    public int Popular(int count)
    {
        while (true)
        {
            var rank = _random.Next(count);
            if (_random.NextDouble() * (rank + 1) < 1 || Chance(0.02))
                return rank;
        }
    }
}
