namespace NetMl.Behaviours.Adjustments;

/// <summary>Names of hosts with * for any letters, none as well; small and capital letters are alike.</summary>
internal static class NamePattern
{
    /// <summary>O(letters of pattern · letters of name) at worst.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, after = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, after) = (p++, n);
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(name[n]))
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++after);
            else
                return false;
        }
        return pattern[p..].Trim('*').IsEmpty;
    }
}
