using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a parameter is when nobody says.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}

/// <summary>A random value of at least <see cref="MinLength"/> characters (never under 128 bits of chance).</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string DigitCharacters = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";
    private const int LeastLength = 22;

    public int MinLength { get; set; } = LeastLength;

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public override string GetDefaultValue()
    {
        var alphabet = (Lower ? LowerCharacters : "") + (Upper ? UpperCharacters : "") + (Numeric ? DigitCharacters : "") + (Special ? SpecialCharacters : "");
        if (alphabet.Length == 0)
            throw new InvalidOperationException("A generated parameter needs at least one kind of character.");
        return RandomNumberGenerator.GetString(alphabet, Math.Max(MinLength, LeastLength));
    }
}
