using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.Machine;
using NetMl.Federation.Privacy;
using NetMl.Federation.Simulation;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>How well an attacker tells who took part, with and without privacy; prints a table, and writes it to docs/federation.</summary>
internal static class MembershipReport
{
    private const string Command = "dotnet run -c Release --project benchmarks -- federation-study --membership";
    private static readonly double[] Epsilons = [0, 8, 4, 1];

    /// <param name="isQuick">4 seeds, and nothing is written to docs.</param>
    public static int Run(bool isQuick)
    {
        var seeds = isQuick ? 4 : 20;
        var started = Stopwatch.GetTimestamp();
        List<string> rows = [];
        foreach (var isSite in (bool[])[true, false])
            foreach (var epsilon in Epsilons)
                rows.Add(Row(new MembershipCase(isSite, epsilon), seeds));
        var text = string.Join('\n', [
            "| member | privacy | loss: advantage | loss: AUC | calibrated: advantage | calibrated: AUC | no attack above | accuracy |", "|---|---|---|---|---|---|---|---|", .. rows]);
        Console.WriteLine(text);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{2 * seeds * rows.Count} trainings in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s on {Environment.ProcessorCount} cores"));
        if (!isQuick)
            File.WriteAllText(Path.Combine(Host.Root, "docs", "federation", "membership.md"), Document(text, seeds));
        return 0;
    }

    private static string Row(MembershipCase attacked, int seeds)
    {
        var results = new MembershipResult[seeds];
        Parallel.For(0, seeds, seed => results[seed] = MembershipStudy.Run(attacked, seed, CancellationToken.None));
        var (loss, calibrated) = (results.Select(result => result.Loss).ToList(), results.Select(result => result.Calibrated).ToList());
        var privacy = attacked.Epsilon == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"ε = {attacked.Epsilon}");
        var bound = attacked.Epsilon == 0 ? "1" : Number(MembershipScores.Bound(attacked.Epsilon, MembershipCase.Delta), "0.0000");
        return $"| {(attacked.IsSite ? "site" : "example")} | {privacy} | {Advantage(loss)} | {Number(MembershipScores.Pool(loss).Auc, "0.000")} "
            + $"| {Advantage(calibrated)} | {Number(MembershipScores.Pool(calibrated).Auc, "0.000")} | {bound} | {Number(100 * results.Average(result => result.Accuracy), "0.0")} % |";
    }

    private static string Document(string table, int seeds) => $"""
        # Membership inference, measured

        An attacker has the published model and wants to know who took part: a site, or one example of a site. He says "member" where the loss is small
        (Yeom et al. 2018), or where it is smaller than under a model of other members (calibrated; Watson et al. 2022). Advantage = true positives − false positives;
        his threshold comes from models that he trained himself, so nothing flatters him. 0 and an AUC of 0.5 = he learns nothing.

        The model is made to overfit: logistic regression on 120 features, with a tenth of the labels wrong, learned by 60 sites of 2 examples (member = site, central noise,
        10 rounds, norm 1) or 3 sites of 40 (member = example, DP-SGD, 100 full-batch steps). δ = 0.001. {seeds} trainings a row, ± = one standard error.

        {table}

        "No attack above" is (e^ε − 1 + 2δ)/(e^ε + 1), which holds for every attacker with any knowledge (Humphries et al. 2023); these two know the model only, and stay far below it.
        So few examples of so many features leave little to learn: the accuracy shows what the noise costs here, and says nothing of real flows, for which see [real-flows.md](real-flows.md).

        Printed by `{Command}` (synthetic data, seeded; the noise is not). The test `MembershipInferenceTests` runs four trainings of the first and last row of each kind.

        """;

    private static string Advantage(List<MembershipScores> attacks)
    {
        var (advantage, error) = MembershipScores.CrossFitted(attacks);
        return $"{Number(advantage, "0.00")} ± {Number(error, "0.00")}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
