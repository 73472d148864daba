namespace NetMl.Ingest.Limits;

/// <summary>What a data set may be called.</summary>
internal static class DatasetName
{
    public const string Rule = "a data set's name is 1 to 64 characters of a-z, 0-9, - and _";

    private const int MaxLength = 64;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
