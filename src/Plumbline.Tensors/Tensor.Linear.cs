using static Plumbline.Tensors.BoxedValue;

namespace Plumbline.Tensors;

/// <content>Linear algebra; leading axes are a batch.</content>
public sealed partial class Tensor
{
    private static readonly Operator MatMulTensors = new("aten::matmul");
    private static readonly Operator LinearMap = new("aten::linear");
    private static readonly Operator EinsumTensors = new("aten::einsum");
    private static readonly Operator OuterVectors = new("aten::outer");
    private static readonly Operator CrossVectors = new("aten::linalg_cross");
    private static readonly Operator InverseMatrix = new("aten::linalg_inv");
    private static readonly Operator DeterminantMatrix = new("aten::linalg_det");
    private static readonly Operator SolveMatrix = new("aten::linalg_solve");
    private static readonly Operator SingularValues = new("aten::linalg_svd");
    private static readonly Operator SymmetricEigen = new("aten::linalg_eigh");
    private static readonly Operator CholeskyFactor = new("aten::linalg_cholesky");
    private static readonly Operator QrFactors = new("aten::linalg_qr");

    /// <summary>Contracts tensors as an equation of letters says, such as <c>bij,bjk->bik</c>.</summary>
    /// <param name="equation">Letters of each operand's axes, and of the result's.</param>
    /// <param name="operands">The tensors.</param>
    /// <returns>The contraction.</returns>
    public static Tensor Einsum(string equation, params Tensor[] operands) =>
        EinsumTensors.Call(Text(equation), TensorList(operands));

    /// <summary>Product of matrices.</summary>
    /// <param name="other">The right factor, [..., K, M].</param>
    /// <returns>The product, [..., N, M]; a vector counts as a row on the left and a column on the right.</returns>
    public Tensor MatMul(Tensor other) => MatMulTensors.Call(this, other);

    /// <summary>Applies a weight matrix to the last axis, x · weightᵀ + bias.</summary>
    /// <param name="weight">Rows are outputs, [D_out, D_in].</param>
    /// <param name="bias">Added to the result, [D_out]; none when absent.</param>
    /// <returns>The result, [..., D_out].</returns>
    public Tensor Linear(Tensor weight, Tensor? bias = null) => LinearMap.Call(this, weight, bias);

    /// <summary>Product of every element of one vector with every one of another.</summary>
    /// <param name="other">The other vector, [M].</param>
    /// <returns>The products, [N, M].</returns>
    public Tensor Outer(Tensor other) => OuterVectors.Call(this, other);

    /// <summary>Cross product of three-dimensional vectors.</summary>
    /// <param name="other">The right factor.</param>
    /// <param name="axis">The axis of extent 3.</param>
    /// <returns>The products.</returns>
    public Tensor Cross(Tensor other, long axis = -1) => CrossVectors.Call(this, other, Integer(axis));

    /// <summary>Inverse of square matrices.</summary>
    /// <returns>The inverses, [..., N, N].</returns>
    /// <exception cref="TorchException">A matrix is singular.</exception>
    public Tensor Inverse() => InverseMatrix.Call(this);

    /// <summary>Determinant of square matrices.</summary>
    /// <returns>The determinants, [...].</returns>
    public Tensor Determinant() => DeterminantMatrix.Call(this);

    /// <summary>Solves this · x = right.</summary>
    /// <param name="right">Right-hand sides, [..., N, M] or [..., N].</param>
    /// <returns>The solutions, of the right-hand sides' shape.</returns>
    /// <exception cref="TorchException">A matrix is singular.</exception>
    public Tensor Solve(Tensor right) => SolveMatrix.Call(this, right);

    /// <summary>Singular value decomposition, this = u · diag(s) · vᵀ, reduced.</summary>
    /// <returns>u [..., N, K], s [..., K] in falling order, vᵀ [..., K, M], K = min(N, M).</returns>
    public (Tensor U, Tensor S, Tensor VTransposed) Svd()
    {
        var results = SingularValues.CallForTensors(this, Flag(false));
        return (results[0], results[1], results[2]);
    }

    /// <summary>Eigenvalues and eigenvectors of symmetric matrices; the lower triangle is read.</summary>
    /// <returns>Values [..., N] in rising order, vectors as columns [..., N, N].</returns>
    public (Tensor Values, Tensor Vectors) SymmetricEigenvectors()
    {
        var results = SymmetricEigen.CallForTensors(this);
        return (results[0], results[1]);
    }

    /// <summary>Cholesky factor of symmetric positive-definite matrices.</summary>
    /// <returns>The lower factor L, this = L · Lᵀ.</returns>
    /// <exception cref="TorchException">A matrix is not positive definite.</exception>
    public Tensor Cholesky() => CholeskyFactor.Call(this);

    /// <summary>QR decomposition, reduced.</summary>
    /// <returns>q [..., N, K] with orthonormal columns, r [..., K, M] upper triangular, K = min(N, M).</returns>
    public (Tensor Q, Tensor R) Qr()
    {
        var results = QrFactors.CallForTensors(this);
        return (results[0], results[1]);
    }
}
