using System.Text;
using System.Text.Json;
using Plumbline.Alignment;
using Plumbline.Cli.Reporting;
using Plumbline.Cli.Reporting.Packing;

namespace Plumbline.Tests.Reporting;

public sealed class HtmlReportTests
{
    [Fact]
    public void Equal_documents_give_equal_bytes()
    {
        Assert.Equal(PageOf(DemoReport.Document(48, 32, 4)), PageOf(DemoReport.Document(48, 32, 4)));
    }

    [Fact]
    public void No_text_of_a_clip_can_close_the_element_that_carries_it()
    {
        var page = PageOf(DemoReport.Document(48, 32, 4) with { Title = DemoReport.HostileName });

        Assert.DoesNotContain("<img src=x", page);
        Assert.DoesNotContain("</script><img", page);
    }

    [Fact]
    public void The_page_names_no_address_outside_itself()
    {
        var page = PageOf(DemoReport.Document(48, 32, 4));

        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("src=\"", page);
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_leaves_no_partial_file_behind()
    {
        var folder = Directory.CreateTempSubdirectory("plumb-report-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "taken"));

        Assert.ThrowsAny<Exception>(
            () => HtmlReport.Write(Path.Combine(folder.FullName, "taken"), DemoReport.Document(48, 32, 4)));

        Assert.Empty(folder.GetFiles());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Pictures_are_kept_for_the_worst_and_the_best_whatever_the_order_of_arrival()
    {
        var clips = Enumerable.Range(0, 60).Select(i => new ReportClip
        {
            Path = $"{i}.mp4",
            Outcome = ReportOutcome.Scored,
            Score = i * 37 % 60,
            Summary = "{}",
            Evidence = "{}",
        }).ToArray();
        var (forward, backward) = (new EvidenceShelf(), new EvidenceShelf());
        for (var i = 0; i < clips.Length; i++)
        {
            forward.Add(i, clips[i]);
            backward.Add(clips.Length - 1 - i, clips[^(i + 1)]);
        }

        var kept = forward.Clips.Where(clip => clip.Evidence is not null).Select(clip => (int)clip.Score!.Value)
            .Order();

        Assert.Equal(
            [.. Enumerable.Range(0, EvidenceShelf.WorstCount), .. Enumerable.Range(52, EvidenceShelf.BestCount)], kept);
        Assert.Equal(forward.Clips, backward.Clips);
    }

    [Fact]
    public void A_map_that_is_not_finite_where_measured_is_refused()
    {
        var map = new PartMap("sampsonError", "px", [1, float.NaN], [true, true]);

        var error = Assert.Throws<ArgumentException>(() => JsonText.Object(json =>
        {
            json.WritePropertyName("map");
            QuantisedMap.Write(json, map, 2, step: 1);
        }));

        Assert.Contains("sampsonError", error.Message);
    }

    [Fact]
    public void A_map_comes_back_within_its_steps()
    {
        float[] values = [0, 0.5f, 1, 2, 4, 8];
        var map = new PartMap("error", "px", values, [true, true, true, true, true, false]);
        var text = JsonText.Object(json =>
        {
            json.WritePropertyName("map");
            QuantisedMap.Write(json, map, 6, step: 1);
        });

        using var json = JsonDocument.Parse(text);
        var written = json.RootElement.GetProperty("map");
        using var bytes = new MemoryStream();
        using (var packed = new MemoryStream(written.GetProperty("data").GetBytesFromBase64()))
        using (var inflate = new System.IO.Compression.DeflateStream(
            packed, System.IO.Compression.CompressionMode.Decompress))
            inflate.CopyTo(bytes);

        var read = bytes.ToArray();
        Assert.Equal(0, read[5]);
        for (var i = 0; i < 5; i++)
            Assert.Equal(values[i], 4 * Math.Pow((read[i] - 1) / 63.0, 2), 0.065);
    }

    private static string PageOf(ReportDocument document)
    {
        using var bytes = new MemoryStream();
        HtmlReport.Write(bytes, document);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
