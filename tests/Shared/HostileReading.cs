namespace NetMl.Tests;

/// <summary>Reads many broken files and checks that each is read or refused with a sentence, and that none makes the reader take much memory.</summary>
internal static class HostileReading
{
    /// <param name="read">May throw InvalidDataException alone.</param>
    /// <param name="most">Bytes that one reading may allocate, whatever the file claims.</param>
    /// <returns>How many were refused.</returns>
    public static int Run(IEnumerable<byte[]> files, Action<byte[]> read, long most)
    {
        var refused = 0;
        foreach (var file in files)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(file);
            }
            catch (InvalidDataException reason)
            {
                refused++;
                Assert.Matches("[.:)'\"|>]$|[a-zA-Z0-9]$", reason.Message.TrimEnd());
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= most, $"Reading a file of {file.Length} bytes took {allocated} bytes of memory.");
        }
        return refused;
    }
}
