using System.Text;
using NetMl.Flows;

namespace NetMl.GraphFeature.FlowFrames;

/// <summary>Looks for flows by the uid that their log gave them.</summary>
internal static class UidSearch
{
    private const int SharedBytes = 3;
    private const int MostGuesses = 1000;

    /// <summary>Rows with this uid, counted through all batches.</summary>
    public static HashSet<int> Rows(IReadOnlyList<FlowBatch> batches, string uid)
    {
        var wanted = Encoding.UTF8.GetBytes(uid);
        var (rows, before) = (new HashSet<int>(), 0);
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.Count; row++)
                if (batch.UidBytes(row).SequenceEqual(wanted))
                    rows.Add(before + row);
            before += batch.Count;
        }
        return rows;
    }

    /// <summary>One sentence that there is no such flow, with one of nearly that uid if there is one.</summary>
    public static string Missing(string dataset, IReadOnlyList<FlowBatch> batches, string uid)
    {
        var wanted = Encoding.UTF8.GetBytes(uid);
        var (any, near) = (false, new List<string>());
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.Count && near.Count < MostGuesses; row++)
            {
                var bytes = batch.UidBytes(row);
                any |= !bytes.IsEmpty;
                if (MayBeMeant(bytes, wanted))
                    near.Add(Encoding.UTF8.GetString(bytes));
            }
        }
        return !any ? $"The flows of data set '{dataset}' have no uids, so none can be asked for by one."
            : $"There is no flow '{uid}' in data set '{dataset}'.{(NearestName.Find(uid, near) is { } guess ? $" Did you mean '{guess}'?" : "")}";
    }

    // Misread letters leave the beginning or the end as it was.
    private static bool MayBeMeant(ReadOnlySpan<byte> uid, ReadOnlySpan<byte> wanted) =>
        uid.Length >= SharedBytes && wanted.Length >= SharedBytes
        && (uid[..SharedBytes].SequenceEqual(wanted[..SharedBytes]) || uid[^SharedBytes..].SequenceEqual(wanted[^SharedBytes..]));
}
