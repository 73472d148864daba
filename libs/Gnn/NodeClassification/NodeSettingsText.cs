using System.Globalization;
using NetMl.Gnn.Networks;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.NodeClassification;

/// <summary>Settings as metadata of a safetensors file.</summary>
internal static class NodeSettingsText
{
    private const int MostHidden = 4096;
    private const int MostLayers = 1024;
    private const int MostHeads = 64;
    private const int MostEpochs = 1_000_000;

    public static void Write(SafetensorsWriter writer, NodeSettings settings)
    {
        writer.SetMetadata("network", settings.Network);
        writer.SetMetadata("hidden", Text(settings.Hidden));
        writer.SetMetadata("layers", Text(settings.Layers));
        writer.SetMetadata("heads", Text(settings.Heads));
        writer.SetMetadata("dropout", Text(settings.Dropout));
        writer.SetMetadata("learning_rate", Text(settings.LearningRate));
        writer.SetMetadata("weight_decay", Text(settings.WeightDecay));
        writer.SetMetadata("epochs", Text(settings.Epochs));
        writer.SetMetadata("patience", Text(settings.Patience));
    }

    /// <exception cref="InvalidDataException">An entry is missing or out of range, or names no network.</exception>
    public static NodeSettings Read(SafetensorsFile file)
    {
        var network = file.Text("network");
        if (!NodeNetworks.Names.Contains(network))
            throw new InvalidDataException($"The file names the network '{network}'; this version knows {string.Join(", ", NodeNetworks.Names)}.");
        return new NodeSettings(
            network, Whole("hidden", 1, MostHidden), Whole("layers", 1, MostLayers), Whole("heads", 1, MostHeads), Dropout(), Number("learning_rate"),
            Number("weight_decay"), Whole("epochs", 1, MostEpochs), Whole("patience", 0, MostEpochs));

        int Whole(string key, int least, int most) =>
            int.TryParse(file.Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new InvalidDataException($"Metadata entry '{key}' is '{file.Text(key)}', not a whole number from {least} to {most}.");

        double Dropout() => Number("dropout") is < 1 and var rate
            ? rate
            : throw new InvalidDataException($"Metadata entry 'dropout' is '{file.Text("dropout")}', not a number from 0 to below 1.");

        double Number(string key) =>
            double.TryParse(file.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0
                ? number
                : throw new InvalidDataException($"Metadata entry '{key}' is '{file.Text(key)}', not a finite number from 0 on.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
