using NetMl.Cli.Api;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.Cli.Federation;

/// <summary>All that site join was asked for.</summary>
/// <param name="Follow">Null = the files of <paramref name="Flows"/>.</param>
/// <param name="State">Null = the default folder, likewise <paramref name="Audit"/>.</param>
internal sealed record SiteJoin(SiteSettings Settings, IReadOnlyList<string> Flows, string? Follow, string? State, string? Audit, string? Trust);

/// <summary>One run of an agent: opens its state, agrees to the terms, enrols, takes part, and keeps the final model.</summary>
internal static class SiteRun
{
    public static async Task<int> RunAsync(Terminal terminal, SiteJoin join, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = join.Settings;
        settings.Limits.Apply();
        using var state = SiteState.Open(join.State, settings.Key, terminal.Variable);
        using var audit = AuditLog.Open(join.Audit ?? state.AuditPath, time);
        using var flows = OpenFlows(join, terminal);
        var pins = SitePins.Open(state.PinsPath, join.Trust, Say);
        var self = new SiteSelf(settings.Key.Federation, settings.Key.Site, state.SigningKey);
        audit.Say($"start of site '{self.Site}' of federation '{self.Federation}'; every request also carries this site's key, and its line stands here before it leaves");
        using var api = new SitesApi(settings.Gateway, settings.Key, audit);
        using var others = new OtherSites(api, pins, self);
        var patience = new Patience(Say, time);

        var terms = await patience.RunAsync(() => api.TermsAsync(cancellationToken), cancellationToken);
        terms = Checked(terms, self);
        RequireAgreement(settings, terms, Say);
        var graphs = new SiteGraphSource(flows, terms.Plan, settings.Limits);
        await RequireFlowsAsync(graphs, terms, cancellationToken);
        await patience.RunAsync(() => api.EnrolAsync(Enrol(self), cancellationToken), cancellationToken);
        terminal.WriteError(
            $"Site '{self.Site}' takes part in '{self.Federation}'; its signing key is {SigningKey.Fingerprint(state.SigningKey.ExportSubjectPublicKeyInfo())}; what it sends is in {audit.Path}");

        await ProgressBoards.For(terminal.Error).RunAsync(async board =>
        {
            var screen = new SiteScreen(terminal, audit, board.Start(self.Site, terms.Plan.Rounds), terms.Plan, time);
            using var agent = new SiteAgent(settings, self, state, api, others, graphs, terms, screen, time);
            await EndAsync(terminal, state, agent, screen, terms, audit, await agent.RunAsync(cancellationToken), cancellationToken);
        });
        return 0;

        void Say(string sentence)
        {
            audit.Say(sentence);
            terminal.WriteError(sentence);
        }
    }

    private static ISiteFlows OpenFlows(SiteJoin join, Terminal terminal)
    {
        if (join.Follow is { } log)
            return File.Exists(log) ? new FollowedFlows(log, join.Settings.Limits) : throw new CommandFailure($"The file '{log}' does not exist: check the path.");
        if (join.Flows.Contains(FlowSources.Input))
            throw new CommandFailure("A site reads files, not standard input: write the flows to a file first.", CommandFailure.WrongUsage);
        return new FileFlows(join.Flows, join.Settings.Limits, terminal);
    }

    /// <summary>The terms as far as they follow from the plan: what the server says of its own plan is not believed.</summary>
    private static FederationTerms Checked(FederationTerms terms, SiteSelf self)
    {
        var problems = PlanRules.Check(terms.Plan);
        if (problems.Count > 0)
            throw new CommandFailure($"The plan of federation '{self.Federation}' is refused, and nothing was sent. {PlanRules.Sentence(problems)}");
        if (terms.Plan.Name != self.Federation || terms.Parameters != PlannedNetwork.Parameters(terms.Plan))
            throw new CommandFailure($"The server's terms are not those of federation '{self.Federation}' as this netml reads its plan: use the version of the server. Nothing was sent.");
        return terms with { PlannedEpsilon = PrivacySpending.Planned(terms.Plan) };
    }

    /// <summary>Before anything but the question for the terms is sent.</summary>
    private static void RequireAgreement(SiteSettings settings, FederationTerms terms, Action<string> note)
    {
        var secret = terms.Plan.Boundary is not null && settings.Secret is null
            ? "The federation exchanges hashed embeddings of hosts, and this site was given no secret for that: agree to it with --boundary-secret or NETML_BOUNDARY_SECRET, the same at all sites."
            : null;
        if ((settings.CurrentVeto().OfTerms(terms) ?? secret) is { } refusal)
        {
            note($"This site does not take part. {refusal}");
            throw new CommandFailure("Nothing was sent.");
        }
        if (!terms.NodeFeatures.SequenceEqual(PlannedNetwork.NodeFeaturesOf(terms.Plan)) || !terms.FlowFeatures.SequenceEqual(PlannedNetwork.FlowFeatures))
            throw new CommandFailure("The federation's model reads other features than this netml computes: use the version of the server.");
    }

    private static async Task RequireFlowsAsync(SiteGraphSource graphs, FederationTerms terms, CancellationToken cancellationToken)
    {
        try
        {
            await graphs.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new CommandFailure($"The flows do not serve federation '{terms.Plan.Name}': {exception.Message}");
        }
    }

    private static SiteEnrolment Enrol(SiteSelf self)
    {
        var key = self.SigningKey.ExportSubjectPublicKeyInfo();
        var message = SignedMessage.Sign(SiteBook.EnrolmentSlot(self.Federation, self.Site), key, self.SigningKey);
        return new SiteEnrolment(key, message.Signature.ToArray());
    }

    private static async Task EndAsync(
        Terminal terminal, SiteState state, SiteAgent agent, SiteScreen screen, FederationTerms terms, AuditLog audit, SiteTask last, CancellationToken cancellationToken)
    {
        if (last.State != FederationStates.Completed)
        {
            screen.Finish(last.State);
            audit.Say($"end: the federation {last.State}");
            throw new CommandFailure($"Federation '{terms.Plan.Name}' {(last.State == FederationStates.Stopped ? "was stopped" : "failed")}{(last.Note is null ? "." : $": {last.Note}")}");
        }
        var model = await agent.FinalModelAsync(last, cancellationToken);
        if (model is not null)
            PrivateFile.Write(state.ModelPath, model);
        var fineTuned = terms.Plan.Local is { FineTuneEpochs: > 0 } ? ", tuned on this site's flows" : "";
        screen.Finish($"completed after {Words.Count(terms.Plan.Rounds, "round", "rounds")}, {Words.Bytes(audit.BytesSent)} sent");
        audit.Say("end: the federation is completed");
        terminal.WriteRaw($"Federation '{terms.Plan.Name}' is completed: model '{terms.Plan.Model}' is published{(last.Epsilon is { } spent ? $", ε = {Words.Number(spent)}" : "")}.");
        if (model is not null)
            terminal.WriteRaw($"This site's copy{fineTuned} is {state.ModelPath}");
    }
}
