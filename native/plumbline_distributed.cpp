// Processes that add tensors up together, through libtorch's own c10d: Gloo between CPUs, NCCL between GPUs. Which of them
// a build has is decided by build.sh, by the headers that are there. A sum is begun and awaited in slices, so that the
// managed side can look between two slices whether every process is still alive.
#include "plumbline_torch.h"

#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace plumbline;

#if defined(USE_C10D_GLOO) || defined(USE_C10D_NCCL)
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

namespace {
#if TORCH_VERSION_MAJOR >= 2
using Backend = c10d::Backend;
#else
using Backend = c10d::ProcessGroup;
#endif
using Milliseconds = std::chrono::milliseconds;
using Pending = c10::intrusive_ptr<c10d::Work>;

struct Place {
    const char* backend;    // gloo or nccl
    const char* host;       // where the store is
    const char* prefix;     // separates this start from others that share the store
    const char* network;    // the network interface to use; empty for libtorch's choice
    int32_t port, rank, size, hostsStore, joinMilliseconds, sumMilliseconds;
};

struct Group {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<Backend> backend;
};

c10::intrusive_ptr<c10d::Store> storeOf(const Place& place) {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(place.port);
    options.isServer = place.hostsStore != 0;
    options.waitWorkers = false;
    options.timeout = Milliseconds(place.joinMilliseconds);
    return c10::make_intrusive<c10d::PrefixStore>(
        place.prefix, c10::make_intrusive<c10d::TCPStore>(std::string(place.host), options));
}

// Gloo would wait for the missing as long as for a sum, and the store forgets who they are.
void requireAll(const Place& place, c10d::Store& store) {
    auto key = [](int32_t rank) { return "present/" + std::to_string(rank); };
    store.set(key(place.rank), std::vector<uint8_t>{1});
    auto deadline = std::chrono::steady_clock::now() + Milliseconds(place.joinMilliseconds);
    for (int32_t rank = 0; rank < place.size; rank++)
        while (!store.check({key(rank)})) {
            TORCH_CHECK(std::chrono::steady_clock::now() < deadline, "rank ", rank, " did not come.");
            std::this_thread::sleep_for(Milliseconds(20));
        }
}

#ifdef USE_C10D_GLOO
c10::intrusive_ptr<Backend> glooOf(const Place& place, const c10::intrusive_ptr<c10d::Store>& store) {
    auto options = c10d::ProcessGroupGloo::Options::create(Milliseconds(place.sumMilliseconds));
    std::string host = place.host;
    bool isLocal = host == "localhost" || host.rfind("127.", 0) == 0;
    // A host name often stands for an address that other containers cannot reach, and that this one need not.
    options->devices.push_back(
        *place.network != 0 ? c10d::ProcessGroupGloo::createDeviceForInterface(place.network)
        : isLocal           ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                            : c10d::ProcessGroupGloo::createDefaultDevice());
    return c10::make_intrusive<c10d::ProcessGroupGloo>(store, place.rank, place.size, options);
}
#endif

c10::intrusive_ptr<Backend> backendOf(const Place& place, const c10::intrusive_ptr<c10d::Store>& store) {
#ifdef USE_C10D_GLOO
    if (std::strcmp(place.backend, "gloo") == 0)
        return glooOf(place, store);
#endif
#ifdef USE_C10D_NCCL
    if (std::strcmp(place.backend, "nccl") == 0) {
        auto options = c10d::ProcessGroupNCCL::Options::create();
        options->timeout = Milliseconds(place.sumMilliseconds);
        return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, place.rank, place.size, options);
    }
#endif
    TORCH_CHECK(false, "this build of plumbline_torch has no ", place.backend, "; build it where its headers are");
}
} // namespace

// numbers: those of Place, in order.
PLUMBLINE_EXPORT int32_t plumbline_torch_join(
    const char* backend, const char* host, const char* prefix, const char* network, const int32_t* numbers, void** group) {
    return guarded([&] {
        Place place{backend,    host,       prefix,     network,    numbers[0],
                    numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]};
        auto store = storeOf(place);
        requireAll(place, *store);
        *group = new Group{store, backendOf(place, store)};
    });
}

// Begins to add a contiguous tensor up over the group, in place; the work must be awaited.
PLUMBLINE_EXPORT int32_t plumbline_torch_begin_sum(void* group, void* tensor, void** work) {
    return guarded([&] {
        std::vector<at::Tensor> tensors{borrow(tensor)};
        *work = std::make_unique<Pending>(static_cast<Group*>(group)->backend->allreduce(tensors)).release();
    });
}

// Waits so long at most. A work that is done, or that failed, is released; one that is neither stays.
PLUMBLINE_EXPORT int32_t plumbline_torch_await_sum(void* work, int32_t milliseconds, int32_t* isDone) {
    auto pending = static_cast<Pending*>(work);
    *isDone = 0;
    return guarded([&] {
        auto deadline = std::chrono::steady_clock::now() + Milliseconds(milliseconds);
        auto pause = std::chrono::microseconds(20);
        while (!(*pending)->isCompleted()) {
            if (std::chrono::steady_clock::now() >= deadline)
                return;
            std::this_thread::sleep_for(pause);
            pause = std::min(2 * pause, std::chrono::microseconds(1000));
        }
        *isDone = 1;
        std::unique_ptr<Pending> finished(pending);
        (*finished)->wait();    // throws what went wrong; on a GPU, orders the stream behind the sum
    });
}

// Waits for the sums in hand.
PLUMBLINE_EXPORT void plumbline_torch_leave(void* group) {
    guarded([&] { delete static_cast<Group*>(group); });
}
#else
namespace {
int hasNone() {
    return guarded([] {
        TORCH_CHECK(false, "this build of plumbline_torch has no process groups; install libgloo-dev and build it again");
    });
}
} // namespace

PLUMBLINE_EXPORT int32_t plumbline_torch_join(
    const char*, const char*, const char*, const char*, const int32_t*, void**) {
    return hasNone();
}
PLUMBLINE_EXPORT int32_t plumbline_torch_begin_sum(void*, void*, void**) { return hasNone(); }
PLUMBLINE_EXPORT int32_t plumbline_torch_await_sum(void*, int32_t, int32_t*) { return hasNone(); }
PLUMBLINE_EXPORT void plumbline_torch_leave(void*) {}
#endif
