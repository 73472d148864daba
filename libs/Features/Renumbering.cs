namespace NetMl.Features;

/// <summary>Numbers the hosts that a run of flows uses from 0 on, in ascending order.</summary>
internal static class Renumbering
{
    /// <summary>Above this many hosts of the table per end of a flow, sorting the ends costs less than looking at all hosts.</summary>
    private const int HostsPerEnd = 8;

    /// <summary>The distinct values of both columns, ascending; replaces each value in the columns by its place among them.</summary>
    /// <param name="values">Every value lies in 0..values − 1.</param>
    /// <remarks>O(k + values), or O(k log k) where the values are many times more than the rows.</remarks>
    public static int[] Dense(int values, int[] first, int[] second)
    {
        if (values > (long)HostsPerEnd * (first.Length + second.Length))
            return BySorting(first, second);
        var number = new int[values];
        Mark(number, first);
        Mark(number, second);
        var count = 0;
        for (var value = 0; value < values; value++)
            number[value] = number[value] == 0 ? -1 : count++;
        var used = new int[count];
        for (var value = 0; value < values; value++)
            if (number[value] >= 0)
                used[number[value]] = value;
        Translate(number, first);
        Translate(number, second);
        return used;
    }

    private static void Mark(int[] number, int[] column)
    {
        foreach (var value in column)
            number[value] = 1;
    }

    private static void Translate(int[] number, int[] column)
    {
        for (var i = 0; i < column.Length; i++)
            column[i] = number[column[i]];
    }

    private static int[] BySorting(int[] first, int[] second)
    {
        int[] all = [.. first, .. second];
        Array.Sort(all);
        var count = 0;
        for (var i = 0; i < all.Length; i++)
            if (i == 0 || all[i] != all[i - 1])
                all[count++] = all[i];
        var used = all[..count];
        Localise(used, first);
        Localise(used, second);
        return used;
    }

    private static void Localise(int[] used, int[] column)
    {
        for (var i = 0; i < column.Length; i++)
            column[i] = Array.BinarySearch(used, column[i]);
    }
}
