#!/usr/bin/env bash
# Builds one native library: build.sh plumbline_torch|plumbline_vision OUTPUT.so
# LIBTORCH=<folder> compiles plumbline_torch against that libtorch (2.x, CPU or CUDA) instead of the system's.
set -euo pipefail
cd "$(dirname "$0")"
library=$1
output=$2
mkdir -p "$(dirname "$output")"
partial="$output.$$.partial"
flags=(-std=c++17 -O3 -g0 -fPIC -shared -fvisibility=hidden -Wall -Wextra -Wno-unused-parameter)

case $library in
plumbline_torch)
    if [ -n "${LIBTORCH:-}" ]; then
        includes=(-isystem "$LIBTORCH/include" -isystem "$LIBTORCH/include/torch/csrc/api/include")
        links=(-L"$LIBTORCH/lib" -Wl,-rpath,"$LIBTORCH/lib")
        if [ -f "$LIBTORCH/lib/libtorch_cuda.so" ]; then
            links+=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda -Wl,--as-needed)
            if [ -f "$LIBTORCH/include/nccl.h" ] || [ -f /usr/include/nccl.h ]; then
                flags+=(-DUSE_C10D_NCCL)
            fi
        fi
        # The official 2.x archives state their C++ ABI in the folder they ship; the pre-cxx11 ones need the old string.
        if [ -f "$LIBTORCH/share/cmake/Torch/TorchConfig.cmake" ] &&
            grep -q '_GLIBCXX_USE_CXX11_ABI=0' "$LIBTORCH/share/cmake/Torch/TorchConfig.cmake"; then
            flags+=(-D_GLIBCXX_USE_CXX11_ABI=0)
        fi
    else
        includes=(-isystem /usr/include/torch/csrc/api/include)
        links=()
    fi
    # Gloo's headers must be those that this libtorch was built with: its own, or the system's beside the system's libtorch.
    if [ -f "${LIBTORCH:-/usr}/include/gloo/context.h" ]; then
        flags+=(-DUSE_C10D_GLOO)
    fi
    sources=(plumbline_torch.cpp plumbline_distributed.cpp)
    links+=(-ltorch -ltorch_cpu -lc10)
    ;;
plumbline_vision)
    sources=(plumbline_vision.cpp plumbline_bundle.cpp)
    includes=(-isystem /usr/include/opencv4 -isystem /usr/include/eigen3)
    links=(-lopencv_calib3d -lopencv_features2d -lopencv_video -lopencv_imgproc -lopencv_core -lceres -lglog)
    ;;
*)
    echo "build.sh: expected plumbline_torch or plumbline_vision, got '$library'." >&2
    exit 2
    ;;
esac

# libtorch's threads are OpenMP's. An OpenBLAS with threads of its own makes two pools that wait for each other's processors,
# each turning idly, so the one of OpenMP is preferred to whatever the system prefers. It must be an RPATH: a RUNPATH does
# not hold for what libtorch itself loads.
openblas="/usr/lib/$("${CXX:-g++}" -print-multiarch)/openblas-openmp"
if [ -d "$openblas" ]; then
    links+=(-Wl,--disable-new-dtags -Wl,-rpath,"$openblas")
fi

"${CXX:-g++}" "${flags[@]}" "${includes[@]}" "${sources[@]}" -o "$partial" "${links[@]}"
mv "$partial" "$output"
