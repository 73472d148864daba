namespace NetMl.TrainingWorker.Parts;

sealed partial class PartRunner
{
    [LoggerMessage(510, LogLevel.Information, "Took part {Part} of job {Job} at round {Round}")]
    private partial void PartTaken(int part, string job, int round);

    [LoggerMessage(511, LogLevel.Information, "Finished part {Part} of job {Job}")]
    private partial void PartDone(int part, string job);

    [LoggerMessage(512, LogLevel.Information, "Part {Part} of job {Job} is no longer leased here")]
    private partial void PartLost(int part, string job);

    [LoggerMessage(513, LogLevel.Warning, "Gave up part {Part} of job {Job}: {Reason}")]
    private partial void PartFailed(int part, string job, string reason);
}
