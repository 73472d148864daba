namespace NetMl.Gnn.NodeClassification;

/// <summary>Which labelled nodes are learnt from, chosen by and tested on; each list ascending, no node in two of them.</summary>
/// <param name="Notes">Sentences on what was done where the graph did not say it.</param>
/// <remarks>
/// A graph without any split gets the seeded one of Shchur et al. 2018: of each class 20 nodes to learn from, 30 to choose by, the
/// rest to test; where a class has no more than 50 nodes: half, a quarter, the rest. Parts that a graph lacks are taken from its
/// labelled nodes without a part, by the same numbers, or from the parts that it has.
/// </remarks>
public sealed record TaskSplit(int[] Train, int[] Validation, int[] Test, IReadOnlyList<string> Notes)
{
    /// <summary>Nodes of each class to learn from in a seeded split.</summary>
    public const int TrainPerClass = 20;

    /// <summary>Nodes of each class to choose by in a seeded split.</summary>
    public const int ValidationPerClass = 30;

    private const int HoldOut = 5;

    /// <summary>Takes the graph's own parts and fills in those that it lacks. O(n log n).</summary>
    /// <param name="labels">[n]: class, −1 = unknown; such nodes are in no part.</param>
    /// <param name="parts">[n]: 0 none, 1 learnt from, 2 chosen by, 3 tested.</param>
    /// <param name="seed">Of what is drawn; the same seed gives the same split.</param>
    /// <exception cref="InvalidDataException">Nothing is left to learn from or to test; the message is a sentence.</exception>
    public static TaskSplit Of(ReadOnlySpan<int> labels, ReadOnlySpan<byte> parts, int seed)
    {
        if (labels.Length != parts.Length)
            throw new ArgumentException($"{labels.Length} labels and {parts.Length} parts.", nameof(parts));
        var pools = new List<int>[] { [], [], [], [] };
        for (var node = 0; node < labels.Length; node++)
            if (labels[node] >= 0)
                pools[parts[node] is var part and <= 3 ? part : 0].Add(node);
        var filling = new Filling(labels.ToArray(), new Random(seed), pools[0], pools[1], pools[2], pools[3]);
        filling.Run(seed);
        return filling.Train.Count > 0 && filling.Test.Count > 0
            ? new TaskSplit(Sorted(filling.Train), Sorted(filling.Validation), Sorted(filling.Test), filling.Notes)
            : throw new InvalidDataException(filling.Train.Count == 0
                ? "No labelled node is left to learn from: give more nodes a label, or the split train."
                : "No labelled node is left to test: give more nodes a label, or the split test.");
    }

    private static int[] Sorted(List<int> nodes) => [.. nodes.Order()];

    private sealed class Filling(int[] labels, Random random, List<int> free, List<int> train, List<int> validation, List<int> test)
    {
        public List<int> Train { get; private set; } = train;

        public List<int> Validation { get; } = validation;

        public List<int> Test { get; } = test;

        public List<string> Notes { get; } = [];

        public void Run(int seed)
        {
            if (Train.Count + Validation.Count + Test.Count == 0)
            {
                Notes.Add($"The graph has no split: drawn with seed {seed}, {Amounts} (Shchur et al. 2018).");
                Draw(free, Train, Validation, Test);
                return;
            }
            FromFree();
            if (Train.Count > 0 && Test.Count == 0)
                FindTest();
            if (Train.Count > 0 && Validation.Count == 0)
                FindValidation();
        }

        private static string Amounts =>
            $"{TrainPerClass} nodes of each class to learn from, {ValidationPerClass} to choose by, the rest to test; half, a quarter and the rest of a class with at most {TrainPerClass + ValidationPerClass}";

        private void FromFree()
        {
            string[] missing = [.. Missing()];
            if (missing.Length == 0 || free.Count == 0)
                return;
            Notes.Add($"The graph has no node with the split {string.Join(" or ", missing)}: taken from its {free.Count} labelled nodes without a split, {Amounts}.");
            Draw(free, Train.Count == 0 ? Train : null, Validation.Count == 0 ? Validation : null, Test.Count == 0 ? Test : null);
        }

        private IEnumerable<string> Missing()
        {
            if (Train.Count == 0)
                yield return "train";
            if (Validation.Count == 0)
                yield return "val";
            if (Test.Count == 0)
                yield return "test";
        }

        private void FindTest()
        {
            Move(Validation, Test, 2);
            if (Test.Count > 0)
            {
                Notes.Add("The graph has no node with the split test: half of its val nodes are tested on instead.");
                return;
            }
            Notes.Add(Validation.Count == 0
                ? "The graph has train nodes only: of each class half are learnt from, a quarter chosen by and the rest tested."
                : "The graph has no node with the split test and too few val nodes to share: of each class half are learnt from, a quarter chosen by and the rest tested.");
            List<int> all = [.. Train, .. Validation];
            Train = [];
            Validation.Clear();
            Draw(all, Train, Validation, Test, isSmall: true);
        }

        private void FindValidation()
        {
            Move(Train, Validation, HoldOut);
            Notes.Add(Validation.Count > 0
                ? $"The graph has no node with the split val: a fifth of the train nodes of each class, {Validation.Count}, are chosen by instead of learnt from."
                : "The graph has no node with the split val and too few train nodes to spare any: the weights of the last epoch are kept.");
        }

        // Moves one in so many nodes of each class.
        private void Move(List<int> from, List<int> to, int oneIn)
        {
            foreach (var nodes in Shuffled(from))
                to.AddRange(nodes.Take(nodes.Length / oneIn));
            var moved = to.ToHashSet();
            from.RemoveAll(moved.Contains);
        }

        private void Draw(List<int> from, List<int>? toTrain, List<int>? toValidation, List<int>? toTest, bool isSmall = false)
        {
            foreach (var nodes in Shuffled(from))
            {
                var small = isSmall || nodes.Length <= TrainPerClass + ValidationPerClass;
                var trained = toTrain is null ? 0 : small ? Math.Max(1, nodes.Length / 2) : TrainPerClass;
                var validated = toValidation is null ? 0 : small ? nodes.Length / 4 : ValidationPerClass;
                toTrain?.AddRange(nodes[..trained]);
                toValidation?.AddRange(nodes[trained..(trained + validated)]);
                toTest?.AddRange(nodes[(trained + validated)..]);
            }
        }

        private IEnumerable<int[]> Shuffled(List<int> nodes)
        {
            foreach (var group in nodes.GroupBy(node => labels[node]).OrderBy(group => group.Key).ToArray())
            {
                var members = group.ToArray();
                random.Shuffle(members);
                yield return members;
            }
        }
    }
}
