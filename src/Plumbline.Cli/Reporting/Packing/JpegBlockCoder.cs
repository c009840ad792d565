using System.Numerics;

namespace Plumbline.Cli.Reporting.Packing;

/// <summary>Transforms, quantises and codes the 8×8 blocks of one colour component.</summary>
internal sealed class JpegBlockCoder
{
    private readonly float[] _factors = new float[64];
    private readonly JpegHuffmanTable _dc;
    private readonly JpegHuffmanTable _ac;
    private readonly float[] _block = new float[64];
    private readonly int[] _zigzag = new int[64];
    private int _previousDc;

    /// <summary>Prepares a component.</summary>
    /// <param name="quantisation">Divisors in row order, byte[64].</param>
    /// <param name="dc">Codes of the differences of block means.</param>
    /// <param name="ac">Codes of run and size of the other coefficients.</param>
    public JpegBlockCoder(byte[] quantisation, JpegHuffmanTable dc, JpegHuffmanTable ac)
    {
        (_dc, _ac) = (dc, ac);
        // The transform leaves each coefficient scaled by 8·s(u)·s(v); the division takes that out as well.
        for (var i = 0; i < 64; i++)
            _factors[i] = 1 / (quantisation[i] * AxisScale(i / 8) * AxisScale(i % 8) * 8);
    }

    /// <summary>Codes the block whose first pixel is at a place of the plane.</summary>
    /// <param name="bits">Receives the codes.</param>
    /// <param name="plane">The component, float[H × W].</param>
    /// <param name="stride">Width of the plane.</param>
    /// <param name="x">Column of the block's first pixel.</param>
    /// <param name="y">Row of the block's first pixel.</param>
    public void Write(ref JpegBitWriter bits, float[] plane, int stride, int x, int y)
    {
        for (var row = 0; row < 8; row++)
            plane.AsSpan((y + row) * stride + x, 8).CopyTo(_block.AsSpan(row * 8));
        for (var i = 0; i < 8; i++)
            Transform(_block, i * 8, 1);
        for (var i = 0; i < 8; i++)
            Transform(_block, i, 8);
        for (var i = 0; i < 64; i++)
        {
            var at = JpegTables.Zigzag[i];
            _zigzag[i] = (int)MathF.Round(_block[at] * _factors[at]);
        }

        WriteCodes(ref bits);
    }

    private void WriteCodes(ref JpegBitWriter bits)
    {
        var difference = _zigzag[0] - _previousDc;
        _previousDc = _zigzag[0];
        var size = BitLength(difference);
        _dc.Write(ref bits, size);
        WriteMagnitude(ref bits, difference, size);

        var zeros = 0;
        for (var i = 1; i < 64; i++)
        {
            var value = Math.Clamp(_zigzag[i], -1023, 1023);
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
                _ac.Write(ref bits, 0xF0);
            size = BitLength(value);
            _ac.Write(ref bits, zeros << 4 | size);
            WriteMagnitude(ref bits, value, size);
            zeros = 0;
        }

        if (zeros > 0)
            _ac.Write(ref bits, 0);
    }

    private static int BitLength(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    // T.81 F.1.2.1.1: a negative number is coded as value − 1 in its low bits.
    private static void WriteMagnitude(ref JpegBitWriter bits, int value, int size) =>
        bits.Write((uint)(value < 0 ? value - 1 : value), size);

    private static float AxisScale(int frequency) =>
        frequency == 0 ? 1 : (float)(Math.Cos(frequency * Math.PI / 16) * Math.Sqrt(2));

    /// <summary>Eight-point cosine transform in place, each output scaled by a constant of its frequency.</summary>
    /// <remarks>
    /// Arai, Agui and Nakajima, "A fast DCT-SQ scheme for images", Trans. IEICE E71 (1988); flow graph as in Pennebaker
    /// and Mitchell, "JPEG still image data compression standard", figure 4-8. Five multiplications.
    /// </remarks>
    private static void Transform(float[] d, int start, int step)
    {
        int i0 = start, i1 = i0 + step, i2 = i1 + step, i3 = i2 + step;
        int i4 = i3 + step, i5 = i4 + step, i6 = i5 + step, i7 = i6 + step;
        float sum07 = d[i0] + d[i7], difference07 = d[i0] - d[i7];
        float sum16 = d[i1] + d[i6], difference16 = d[i1] - d[i6];
        float sum25 = d[i2] + d[i5], difference25 = d[i2] - d[i5];
        float sum34 = d[i3] + d[i4], difference34 = d[i3] - d[i4];

        // Even frequencies.
        float outer = sum07 + sum34, outerDifference = sum07 - sum34;
        float inner = sum16 + sum25, innerDifference = sum16 - sum25;
        d[i0] = outer + inner;
        d[i4] = outer - inner;
        var turned = (innerDifference + outerDifference) * 0.707106781f;
        d[i2] = outerDifference + turned;
        d[i6] = outerDifference - turned;

        // Odd frequencies.
        var a = difference34 + difference25;
        var b = difference25 + difference16;
        var c = difference16 + difference07;
        var shared = (a - c) * 0.382683433f;
        var low = 0.541196100f * a + shared;
        var high = 1.306562965f * c + shared;
        var middle = b * 0.707106781f;
        float plus = difference07 + middle, minus = difference07 - middle;
        d[i5] = minus + low;
        d[i3] = minus - low;
        d[i1] = plus + high;
        d[i7] = plus - high;
    }
}
