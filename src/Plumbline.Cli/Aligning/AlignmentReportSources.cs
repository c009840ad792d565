using Plumbline.Alignment.Pairs;
using Plumbline.Alignment.Runs;

namespace Plumbline.Cli.Aligning;

/// <summary>What the alignment report needs beside the folder of the run.</summary>
/// <param name="Files">
/// The base and its autoencoder; without them no clip of a candidate is shown, and no example is made that is not
/// there.
/// </param>
/// <param name="ExampleClips">
/// How the clips of the comparison are made; those of the candidates when absent. Only steps, guidance, size and the
/// first seed are used.
/// </param>
internal sealed record AlignmentReportSources(BaseModelFiles? Files, CandidateOptions? ExampleClips = null)
{
    /// <summary>What the recipe of a run names.</summary>
    /// <param name="runFolder">Folder of the run.</param>
    /// <returns>
    /// The sources; without files where there is no recipe of <c>plumb align</c>, or its files are gone.
    /// </returns>
    public static AlignmentReportSources Of(string runFolder)
    {
        try
        {
            var recipe = AlignmentRecipe.Load(runFolder);
            return new(recipe.Files is { } files && File.Exists(files.Model)
                && File.Exists(files.Autoencoder) ? files : null, recipe.Compared);
        }
        catch (Exception exception) when (PageSection.IsOfAFile(exception))
        {
            // The page shows the recipe as it lies in the folder, and says why the clips are not shown.
            return new((BaseModelFiles?)null);
        }
    }
}
