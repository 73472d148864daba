using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Exfiltration;

/// <summary>What a host sent to each of its targets in each window: robust statistics of all but one target, without sorting anew for each.</summary>
internal sealed class UploadHistory
{
    private readonly double[] _ascending;
    private readonly Dictionary<int, List<int>> _placesOf = [];

    /// <summary>O(n log n).</summary>
    public UploadHistory(IEnumerable<(int Target, double Value)> uploads)
    {
        var sorted = uploads.OrderBy(upload => upload.Value).ToArray();
        _ascending = Array.ConvertAll(sorted, upload => upload.Value);
        for (var place = 0; place < sorted.Length; place++)
        {
            if (!_placesOf.TryGetValue(sorted[place].Target, out var places))
                _placesOf[sorted[place].Target] = places = [];
            places.Add(place);
        }
    }

    /// <summary>All that was not sent to this target.</summary>
    public Others Without(int target) => new(_ascending, _placesOf.GetValueOrDefault(target) ?? []);

    /// <summary>Values of all targets but one, ascending. Everything is O(k log n) for the k values of that one.</summary>
    public readonly struct Others(double[] ascending, List<int> leftOut)
    {
        public int Count => ascending.Length - leftOut.Count;

        /// <summary>0 for no values.</summary>
        public double Median => Middle(Value);

        /// <summary>As <see cref="RobustStatistics.Z"/> of these values.</summary>
        public double Z(double value, double leastSigma)
        {
            var median = Median;
            var others = this;
            var below = CountBelow(median);
            return RobustStatistics.Z(value, median, Middle(rank => others.Deviation(median, below, rank)), leastSigma);
        }

        private double Middle(Func<int, double> ranked) =>
            Count == 0 ? 0 : Count % 2 == 1 ? ranked(Count / 2) : (ranked(Count / 2 - 1) + ranked(Count / 2)) / 2;

        private double Value(int rank)
        {
            foreach (var place in leftOut)
            {
                if (place > rank)
                    break;
                rank++;
            }
            return ascending[rank];
        }

        private int CountBelow(double value)
        {
            int low = 0, high = Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Value(middle) < value)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }

        /// <summary>The distance from the median of this rank: those below it, from the median downwards, and those above it are two ascending rows.</summary>
        private double Deviation(double median, int below, int rank)
        {
            int low = Math.Max(0, rank + 1 - (Count - below)), high = Math.Min(rank + 1, below);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (median - Value(below - 1 - middle) < Value(below + rank - middle) - median)
                    low = middle + 1;
                else
                    high = middle;
            }
            var last = low == 0 ? 0 : median - Value(below - low);
            return low > rank ? last : Math.Max(last, Value(below + rank - low) - median);
        }
    }
}
