namespace NetMl.TrainingCoordinator.Federations.Actors;

sealed partial class FederationLog
{
    [LoggerMessage(600, LogLevel.Information, "Federation {Federation} begins its run {Run}")]
    public partial void FederationCreated(string federation, string run);

    [LoggerMessage(601, LogLevel.Information, "Site {Site} has enrolled in federation {Federation}")]
    public partial void SiteEnrolled(string federation, string site);

    [LoggerMessage(602, LogLevel.Information, "Federation {Federation} has closed round {Round} ({Purpose}) with {Summed} of {Selected} sites")]
    public partial void RoundClosed(string federation, int round, string purpose, int summed, int selected);

    [LoggerMessage(603, LogLevel.Warning, "Federation {Federation} gives up an attempt at round {Round}: {Reason}")]
    public partial void AttemptFailed(string federation, int round, string reason);

    [LoggerMessage(604, LogLevel.Information, "Federation {Federation} has published model {Model}, version {Version}")]
    public partial void FederationCompleted(string federation, string model, int version);

    [LoggerMessage(605, LogLevel.Warning, "Federation {Federation} cannot store its result now and tries again: {Reason}")]
    public partial void ResultDelayed(string federation, string reason);

    [LoggerMessage(606, LogLevel.Error, "Round {Round} of federation {Federation} broke")]
    public partial void RoundBroke(Exception bug, string federation, int round);
}
