// The C ABI of libtorch for Plumbline: any ATen operator through the boxed dispatcher, and the few things that are no
// operator (autograd, generators, TorchScript, threads). Every fallible export returns 0 on success and 1 on failure;
// the failure's words wait in plumbline_torch_last_error() of the same thread. Compiles against libtorch 1.13 and 2.x.
#include "plumbline_torch.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/version.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {
using namespace plumbline;

// Raised whenever an export or the layout of Value changes; the managed side refuses any other number.
constexpr int32_t kAbiVersion = 4;

enum Tag : int32_t {
    kNone = 0,
    kTensor = 1,        // pointer: TensorImpl*, borrowed as argument, owned as result
    kInteger = 2,       // also dtype, layout and memory format, which are integers in libtorch's schemas
    kNumber = 3,
    kFlag = 4,
    kText = 5,          // pointer: UTF-8, length: bytes
    kIntegers = 6,      // pointer: int64_t[length]
    kNumbers = 7,       // pointer: double[length]
    kTensors = 8,       // pointer: TensorImpl*[length]; null entries only where the schema says Tensor?[]
    kDevice = 9,        // integer: device type, length: index or -1
    kGenerator = 10,    // pointer: GeneratorImpl*
    kDefault = 11,      // the schema's default
};

struct Value {
    int32_t tag;
    int32_t length;
    union {
        int64_t integer;
        double number;
        void* pointer;
    };
};

// Why an argument's declared type matters: an integer given where the schema wants float must be widened here, because the
// boxed kernels assert instead of converting.
enum class Wants : uint8_t { Anything, Number, OptionalTensors };

struct Parameter {
    Wants wants;
    bool hasDefault;
    c10::IValue fallback;
    std::string name;
};
struct Operator {
    c10::OperatorHandle handle;
    std::vector<Parameter> parameters;
};

thread_local std::vector<Value> lastResults;
thread_local std::vector<std::string> lastTexts;   // what the text results point to

using GeneratorPointer = c10::intrusive_ptr<c10::GeneratorImpl>;

c10::Device deviceOf(int64_t type, int32_t index) {
    return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

void* give(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrowAll(void* const* handles, int32_t count) {
    std::vector<at::Tensor> tensors(count);
    std::transform(handles, handles + count, tensors.begin(), borrow);
    return tensors;
}

Wants wantsOf(const c10::TypePtr& type) {
    if (type->kind() == c10::TypeKind::FloatType)
        return Wants::Number;
    if (type->kind() == c10::TypeKind::OptionalType)
        return wantsOf(type->expectRef<c10::OptionalType>().getElementType());
    auto list = type->cast<c10::ListType>();
    bool optional = list && list->getElementType()->kind() == c10::TypeKind::OptionalType;
    return optional ? Wants::OptionalTensors : Wants::Anything;
}

std::vector<Parameter> parametersOf(const c10::FunctionSchema& schema) {
    std::vector<Parameter> parameters;
    for (const auto& argument : schema.arguments()) {
        auto fallback = argument.default_value();
        parameters.push_back(
            {wantsOf(argument.type()), fallback.has_value(), fallback.value_or(c10::IValue()), argument.name()});
    }
    return parameters;
}

// c10::optional became std::optional on the way to 2.x; the list's own element type is right in both.
using OptionalTensor = decltype(std::declval<c10::IValue>().toOptional<at::Tensor>());

c10::IValue tensorsFrom(const Value& value, Wants wants) {
    auto handles = static_cast<void* const*>(value.pointer);
    if (wants != Wants::OptionalTensors)
        return c10::List<at::Tensor>(borrowAll(handles, value.length));
    c10::List<OptionalTensor> list;
    for (int32_t i = 0; i < value.length; i++)
        list.push_back(handles[i] == nullptr ? OptionalTensor() : OptionalTensor(borrow(handles[i])));
    return list;
}

c10::IValue valueFrom(const Value& value, const Parameter& parameter) {
    switch (value.tag) {
    case kNone:
        return {};
    case kTensor:
        return borrow(value.pointer);
    case kInteger:
        return parameter.wants == Wants::Number ? c10::IValue(static_cast<double>(value.integer)) : c10::IValue(value.integer);
    case kNumber:
        return value.number;
    case kFlag:
        return value.integer != 0;
    case kText:
        return std::string(static_cast<const char*>(value.pointer), value.length);
    case kIntegers:
        return at::IntArrayRef(static_cast<int64_t*>(value.pointer), value.length);
    case kNumbers:
        return at::ArrayRef<double>(static_cast<double*>(value.pointer), value.length);
    case kTensors:
        return tensorsFrom(value, parameter.wants);
    case kDevice:
        return deviceOf(value.integer, value.length);
    case kGenerator:
        return at::Generator(GeneratorPointer::reclaim_copy(static_cast<c10::GeneratorImpl*>(value.pointer)));
    case kDefault:
        TORCH_CHECK(parameter.hasDefault, "argument '", parameter.name, "' has no default");
        return parameter.fallback;
    }
    TORCH_CHECK(false, "unknown value tag ", value.tag);
}

void push(const std::vector<Parameter>& parameters, size_t first, const Value* values, int32_t count, torch::jit::Stack& stack) {
    TORCH_CHECK(first + count <= parameters.size(), "expected at most ", parameters.size() - first, " arguments, got ", count);
    for (int32_t i = 0; i < count; i++)
        stack.push_back(valueFrom(values[i], parameters[first + i]));
    for (size_t i = first + count; i < parameters.size(); i++) {
        TORCH_CHECK(parameters[i].hasDefault, "argument '", parameters[i].name, "' is missing and has no default");
        stack.push_back(parameters[i].fallback);
    }
}

Value tensorResult(at::Tensor tensor) {
    Value result{tensor.defined() ? kTensor : kNone, 0, {}};
    result.pointer = give(std::move(tensor));
    return result;
}

void flatten(c10::IValue&& value) {
    if (value.isTensor() || value.isNone()) {
        lastResults.push_back(tensorResult(value.isNone() ? at::Tensor() : std::move(value).toTensor()));
    } else if (value.isInt()) {
        lastResults.push_back({kInteger, 0, {value.toInt()}});
    } else if (value.isBool()) {
        lastResults.push_back({kFlag, 0, {value.toBool()}});
    } else if (value.isDouble()) {
        lastResults.push_back({kNumber, 0, {}});
        lastResults.back().number = value.toDouble();
    } else if (value.isString()) {
        lastResults.push_back({kText, 0, {static_cast<int64_t>(lastTexts.size())}});
        lastTexts.push_back(value.toStringRef());
    } else if (value.isList()) {
        for (const c10::IValue& element : value.toListRef())
            flatten(c10::IValue(element));
    } else if (value.isTuple()) {
        for (const c10::IValue& element : value.toTupleRef().elements())
            flatten(c10::IValue(element));
    } else if (value.isGenericDict()) {
        for (const auto& entry : value.toGenericDict()) {
            flatten(c10::IValue(entry.key()));
            flatten(c10::IValue(entry.value()));
        }
    } else {
        TORCH_CHECK(false, "a result of type ", value.tagKind(), " has no counterpart here");
    }
}

void takeResults(Value* results) {
    std::copy(lastResults.begin(), lastResults.end(), results);
    lastResults.clear();
}

// The common case, one tensor, skips the thread's buffer.
void returnResults(torch::jit::Stack& stack, Value* results, int32_t capacity, int32_t* count) {
    if (stack.size() == 1 && stack[0].isTensor() && capacity > 0) {
        *results = tensorResult(std::move(stack[0]).toTensor());
        *count = 1;
        return;
    }
    // What an exception or a caller left in the buffer is given back first.
    for (const auto& value : lastResults)
        if (value.tag == kTensor)
            TensorPointer::reclaim(static_cast<c10::TensorImpl*>(value.pointer));
    lastResults.clear();
    lastTexts.clear();
    for (auto& value : stack)
        flatten(std::move(value));
    for (auto& value : lastResults)
        if (value.tag == kText) {
            value.pointer = lastTexts[value.integer].data();
            value.length = static_cast<int32_t>(lastTexts[value.integer].size());
        }
    *count = static_cast<int32_t>(lastResults.size());
    if (*count <= capacity)
        takeResults(results);
}
} // namespace

std::string& plumbline::lastError() {
    static thread_local std::string words;
    return words;
}

PLUMBLINE_EXPORT int32_t plumbline_torch_abi_version() { return kAbiVersion; }
PLUMBLINE_EXPORT const char* plumbline_torch_version() { return TORCH_VERSION; }
PLUMBLINE_EXPORT const char* plumbline_torch_last_error() { return plumbline::lastError().c_str(); }

// Build settings, CPU capability and threading of libtorch in its own words; the text lives until the thread's next call.
PLUMBLINE_EXPORT const char* plumbline_torch_description() {
    static thread_local std::string text;
    guarded([] { text = at::show_config() + at::get_parallel_info(); });
    return text.c_str();
}

// A count of 0 only asks.
PLUMBLINE_EXPORT int32_t plumbline_torch_threads(int32_t count) {
    if (count > 0)
        guarded([&] { at::set_num_threads(count); });
    return at::get_num_threads();
}

// The operator lives as long as the process: there are a few hundred names.
PLUMBLINE_EXPORT int32_t plumbline_torch_find(const char* name, const char* overload, void** found) {
    return guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        *found = handle ? new Operator{*handle, parametersOf(handle->schema())} : nullptr;
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_call(
    const void* op, const Value* values, int32_t valueCount, Value* results, int32_t capacity, int32_t* resultCount) {
    auto found = static_cast<const Operator*>(op);
    return guarded([&] {
        torch::jit::Stack stack;
        stack.reserve(found->parameters.size());
        try {
            push(found->parameters, 0, values, valueCount, stack);
            found->handle.callBoxed(&stack);
            returnResults(stack, results, capacity, resultCount);
        } catch (c10::Error& error) {
            std::ostringstream schema;
            schema << "schema: " << found->handle.schema();
            error.add_context(schema.str());
            throw;
        }
    });
}

// Fetches what did not fit the caller's array in the call or forward before.
PLUMBLINE_EXPORT void plumbline_torch_take_results(Value* results) { takeResults(results); }

// kind: kTensor, kGenerator, or any other for a script.
PLUMBLINE_EXPORT void plumbline_torch_release(int32_t kind, void* handle) {
    if (kind == kTensor)
        TensorPointer::reclaim(static_cast<c10::TensorImpl*>(handle));
    else if (kind == kGenerator)
        GeneratorPointer::reclaim(static_cast<c10::GeneratorImpl*>(handle));
    else
        delete static_cast<torch::jit::Module*>(handle);
}

// A second owner of the same tensor, history included.
PLUMBLINE_EXPORT void* plumbline_torch_share_tensor(void* tensor) { return give(borrow(tensor)); }

// facts: dtype, device type, device index, requires grad, is leaf, rank; sizes hold up to sizeCapacity extents.
PLUMBLINE_EXPORT int32_t plumbline_torch_describe(void* handle, int32_t* facts, int64_t* sizes, int32_t sizeCapacity) {
    return guarded([&] {
        auto tensor = borrow(handle);
        auto rank = static_cast<int32_t>(tensor.dim());
        TORCH_CHECK(rank <= sizeCapacity, "a tensor of rank ", rank, " is beyond the ", sizeCapacity, " supported");
        auto device = tensor.device();
        int32_t found[] = {static_cast<int32_t>(tensor.scalar_type()), static_cast<int32_t>(device.type()), device.index(),
                           tensor.requires_grad(), tensor.is_leaf(), rank};
        std::copy(std::begin(found), std::end(found), facts);
        std::copy(tensor.sizes().begin(), tensor.sizes().end(), sizes);
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_copy_in(
    const void* bytes, int64_t byteCount, const int64_t* sizes, int32_t rank, int32_t dtype, int32_t deviceType,
    int32_t deviceIndex, void** tensor) {
    return guarded([&] {
        at::NoGradGuard noGrad;
        auto host = at::empty(at::IntArrayRef(sizes, rank), at::TensorOptions(static_cast<at::ScalarType>(dtype)));
        TORCH_CHECK(static_cast<int64_t>(host.nbytes()) == byteCount, "expected ", host.nbytes(), " bytes, got ", byteCount);
        std::copy_n(static_cast<const char*>(bytes), byteCount, static_cast<char*>(host.data_ptr()));
        *tensor = give(host.to(deviceOf(deviceType, deviceIndex)));
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_copy_out(void* handle, void* bytes, int64_t byteCount) {
    return guarded([&] {
        at::NoGradGuard noGrad;
        auto host = borrow(handle).detach().to(at::kCPU).contiguous();
        TORCH_CHECK(static_cast<int64_t>(host.nbytes()) == byteCount, "expected room for ", host.nbytes(), " bytes, got ", byteCount);
        std::copy_n(static_cast<const char*>(host.data_ptr()), byteCount, static_cast<char*>(bytes));
    });
}

// Returns what the mode of this thread was before.
PLUMBLINE_EXPORT int32_t plumbline_torch_set_grad_mode(int32_t enabled) {
    bool before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(enabled != 0);
    return before;
}

// Without inputs, gradients add up in the leaves; with them, gradients[i] is that of inputs[i], null where there is none.
PLUMBLINE_EXPORT int32_t plumbline_torch_backward(
    void* const* outputs, void* const* outputGradients, int32_t outputCount, int32_t keepGraph, int32_t createGraph,
    void* const* inputs, int32_t inputCount, void** gradients) {
    return guarded([&] {
        auto roots = borrowAll(outputs, outputCount);
        auto seeds = borrowAll(outputGradients, outputCount);
        if (inputCount == 0)
            return torch::autograd::backward(roots, seeds, keepGraph != 0, createGraph != 0);
        auto found = torch::autograd::grad(
            roots, borrowAll(inputs, inputCount), seeds, keepGraph != 0, createGraph != 0, true);
        for (int32_t i = 0; i < inputCount; i++)
            gradients[i] = give(found[i]);
    });
}

// Reads the gradient of a leaf when given room for one, else replaces it; a null replacement clears it.
PLUMBLINE_EXPORT int32_t plumbline_torch_gradient(void* handle, void** gradient, void* replacement) {
    return guarded([&] {
        auto& stored = borrow(handle).mutable_grad();
        if (gradient != nullptr)
            *gradient = give(stored);
        else
            stored = borrow(replacement);
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_new_generator(int32_t deviceType, int32_t deviceIndex, uint64_t seed, void** generator) {
    return guarded([&] {
        auto fresh = at::globalContext().defaultGenerator(deviceOf(deviceType, deviceIndex)).clone();
        fresh.set_current_seed(seed);
        *generator = fresh.unsafeReleaseGeneratorImpl();
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_load_script(const char* path, int32_t deviceType, int32_t deviceIndex, void** script) {
    return guarded([&] {
        auto module = std::make_unique<torch::jit::Module>(torch::jit::load(path, deviceOf(deviceType, deviceIndex)));
        module->eval();
        *script = module.release();
    });
}

PLUMBLINE_EXPORT int32_t plumbline_torch_call_script(
    void* script, const char* method, const Value* values, int32_t valueCount, Value* results, int32_t capacity,
    int32_t* resultCount) {
    return guarded([&] {
        auto found = static_cast<torch::jit::Module*>(script)->get_method(method);
        auto& schema = found.function().getSchema();
        torch::jit::Stack stack;
        push(parametersOf(schema), 1, values, valueCount, stack);
        torch::jit::Stack returned{found(std::move(stack))};
        returnResults(returned, results, capacity, resultCount);
    });
}
