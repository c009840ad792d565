// Bundle adjustment by Ceres: pinhole views with priors on their focal lengths, and general projective views.

#include "plumbline_vision.h"

#include <ceres/ceres.h>
#include <ceres/rotation.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace {

// Pixel residual of a pinhole view. Parameters: pose (axis-angle, translation), log focal, point.
struct PinholeResidual {
    double x, y, cx, cy, aspect;

    template <typename T>
    bool operator()(const T* pose, const T* logFocal, const T* point, T* residual) const {
        T p[3];
        ceres::AngleAxisRotatePoint(pose, point, p);
        p[0] += pose[3];
        p[1] += pose[4];
        p[2] += pose[5];
        // Behind or on the camera plane the projection is meaningless; a floor keeps the solver finite.
        const T z = p[2] < T(1e-6) ? T(1e-6) : p[2];
        const T f = exp(logFocal[0]);
        residual[0] = f * p[0] / z + cx - x;
        residual[1] = f * aspect * p[1] / z + cy - y;
        return true;
    }
};

// Gaussian prior on one number.
struct PriorResidual {
    double mean, inverseSigma;

    template <typename T>
    bool operator()(const T* value, T* residual) const {
        residual[0] = (value[0] - mean) * inverseSigma;
        return true;
    }
};

// Gaussian prior on the difference of two numbers.
struct DifferenceResidual {
    double inverseSigma;

    template <typename T>
    bool operator()(const T* a, const T* b, T* residual) const {
        residual[0] = (a[0] - b[0]) * inverseSigma;
        return true;
    }
};

// Pixel residual of a general projective view. Parameters: P (3x4, row major), point.
struct ProjectiveResidual {
    double x, y;

    template <typename T>
    bool operator()(const T* p, const T* point, T* residual) const {
        const T u = p[0] * point[0] + p[1] * point[1] + p[2] * point[2] + p[3];
        const T v = p[4] * point[0] + p[5] * point[1] + p[6] * point[2] + p[7];
        const T w = p[8] * point[0] + p[9] * point[1] + p[10] * point[2] + p[11];
        const T z = w < T(1e-6) ? T(1e-6) : w;
        residual[0] = u / z - x;
        residual[1] = v / z - y;
        return true;
    }
};

// Keeps the twelve entries of a projective view near where they began.
struct ProjectivePrior {
    double start[12];
    double weight[12];

    template <typename T>
    bool operator()(const T* p, T* residual) const {
        for (int i = 0; i < 12; i++) residual[i] = (p[i] - start[i]) * weight[i];
        return true;
    }
};

ceres::Solver::Options SolverOptions(int maxIterations) {
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::DENSE_SCHUR;
    options.max_num_iterations = maxIterations;
    options.num_threads = 1;
    options.function_tolerance = 1e-5;
    options.gradient_tolerance = 1e-10;
    options.parameter_tolerance = 1e-7;
    options.logging_type = ceres::SILENT;
    return options;
}

// 1 where the parameters were refined, 0 where Ceres gave up: on such input it leaves them as they were.
int Finish(const ceres::Solver::Summary& summary, double* costs) {
    costs[0] = summary.initial_cost;
    costs[1] = summary.final_cost;
    return summary.IsSolutionUsable() ? 1 : 0;
}

}  // namespace

// poses: V × 6, axis-angle then translation. logFocals: one when focalMode is 0 (fixed) or 1 (shared), V when 2 (per view).
// settings: cx, cy, aspect (fy / fx), loss scale in pixels, prior mean and sigma of log focal, sigma of its change between views.
// fixTranslation keeps every camera at its place; the first pose is held. costs: before, after.
PV_EXPORT int pv_bundle_adjust(int viewCount, int pointCount, int observationCount, double* poses, double* logFocals, int focalMode, double* points,
                               const int* viewOf, const int* pointOf, const double* pixels, const double* settings, int fixTranslation,
                               int maxIterations, double* costs) {
    return Guard("bundle adjustment", [&] {
        ceres::Problem problem;
        auto* loss = new ceres::CauchyLoss(settings[3]);
        for (int i = 0; i < observationCount; i++) {
            const int view = viewOf[i];
            auto* cost = new ceres::AutoDiffCostFunction<PinholeResidual, 2, 6, 1, 3>(
                new PinholeResidual{pixels[2 * i], pixels[2 * i + 1], settings[0], settings[1], settings[2]});
            problem.AddResidualBlock(cost, loss, poses + 6 * view, logFocals + (focalMode == 2 ? view : 0), points + 3 * pointOf[i]);
        }

        const int focalCount = focalMode == 2 ? viewCount : 1;
        for (int i = 0; i < focalCount; i++) {
            if (!problem.HasParameterBlock(logFocals + i)) continue;
            if (focalMode == 0) {
                problem.SetParameterBlockConstant(logFocals + i);
                continue;
            }
            problem.AddResidualBlock(
                new ceres::AutoDiffCostFunction<PriorResidual, 1, 1>(new PriorResidual{settings[4], 1 / settings[5]}), nullptr, logFocals + i);
            if (i > 0 && problem.HasParameterBlock(logFocals + i - 1))
                problem.AddResidualBlock(new ceres::AutoDiffCostFunction<DifferenceResidual, 1, 1, 1>(new DifferenceResidual{1 / settings[6]}),
                                         nullptr, logFocals + i - 1, logFocals + i);
        }

        for (int view = 0; view < viewCount; view++) {
            double* pose = poses + 6 * view;
            if (!problem.HasParameterBlock(pose)) continue;
            if (view == 0)
                problem.SetParameterBlockConstant(pose);
            else if (fixTranslation)
                problem.SetManifold(pose, new ceres::SubsetManifold(6, {3, 4, 5}));
        }

        // Ceres orders a group by the addresses of its blocks, so every array has a group of its own: where the arrays lie would
        // else decide in which order numbers are summed.
        auto options = SolverOptions(maxIterations);
        auto ordering = std::make_shared<ceres::ParameterBlockOrdering>();
        for (int i = 0; i < pointCount; i++)
            if (problem.HasParameterBlock(points + 3 * i)) ordering->AddElementToGroup(points + 3 * i, 0);
        for (int view = 0; view < viewCount; view++)
            if (problem.HasParameterBlock(poses + 6 * view)) ordering->AddElementToGroup(poses + 6 * view, 1);
        for (int i = 0; i < focalCount; i++)
            if (problem.HasParameterBlock(logFocals + i)) ordering->AddElementToGroup(logFocals + i, 2);
        options.linear_solver_ordering = ordering;
        ceres::Solver::Summary summary;
        ceres::Solve(options, &problem, &summary);
        return Finish(summary, costs);
    });
}

// projections: V × 12, row major, in pixels. priorWeights: 12 numbers, inverse sigma of each entry against where it began;
// the first view is held.
PV_EXPORT int pv_projective_adjust(int viewCount, int pointCount, int observationCount, double* projections, double* points, const int* viewOf,
                                   const int* pointOf, const double* pixels, double lossScale, const double* priorWeights, int maxIterations,
                                   double* costs) {
    return Guard("projective bundle adjustment", [&] {
        ceres::Problem problem;
        auto* loss = new ceres::CauchyLoss(lossScale);
        for (int i = 0; i < observationCount; i++)
            problem.AddResidualBlock(new ceres::AutoDiffCostFunction<ProjectiveResidual, 2, 12, 3>(
                                         new ProjectiveResidual{pixels[2 * i], pixels[2 * i + 1]}),
                                     loss, projections + 12 * viewOf[i], points + 3 * pointOf[i]);
        for (int view = 0; view < viewCount; view++) {
            double* p = projections + 12 * view;
            if (!problem.HasParameterBlock(p)) continue;
            if (view == 0) {
                problem.SetParameterBlockConstant(p);
                continue;
            }
            auto* prior = new ProjectivePrior();
            std::copy(p, p + 12, prior->start);
            std::copy(priorWeights, priorWeights + 12, prior->weight);
            problem.AddResidualBlock(new ceres::AutoDiffCostFunction<ProjectivePrior, 12, 12>(prior), nullptr, p);
        }

        auto options = SolverOptions(maxIterations);
        auto ordering = std::make_shared<ceres::ParameterBlockOrdering>();
        for (int i = 0; i < pointCount; i++)
            if (problem.HasParameterBlock(points + 3 * i)) ordering->AddElementToGroup(points + 3 * i, 0);
        for (int view = 0; view < viewCount; view++)
            if (problem.HasParameterBlock(projections + 12 * view)) ordering->AddElementToGroup(projections + 12 * view, 1);
        options.linear_solver_ordering = ordering;
        ceres::Solver::Summary summary;
        ceres::Solve(options, &problem, &summary);
        return Finish(summary, costs);
    });
}
