namespace DaprLocal;

/// <summary>A wrong setting, flag or file: its message is one sentence for the person who started the program.</summary>
public sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
