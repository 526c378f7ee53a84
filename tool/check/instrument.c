#include "instrument.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <string.h>

/*
 * Counters in LLVM's representation, block by block: before the end of each one that has something to count its tally is
 * added up, so that a loop's body pays for it once in each iteration.
 */

typedef struct Instrument {
    LLVMModuleRef     module;
    LLVMTargetDataRef layout;
    LLVMBuilderRef    builder;
    LLVMTypeRef       word;
    Counters         *counters;
    IsDefined        *is_defined;
    void             *data;
} Instrument;

typedef struct Tally {
    unsigned long long value[COUNT_ALL];
} Tally;

/* ---- what an instruction counts as ---- */

static unsigned lanes_of(LLVMTypeRef type)
{
    return LLVMGetTypeKind(type) == LLVMVectorTypeKind ? LLVMGetVectorSize(type) : 1;
}

static bool is_real(LLVMTypeRef type)
{
    if (LLVMGetTypeKind(type) == LLVMVectorTypeKind)
        type = LLVMGetElementType(type);
    LLVMTypeKind kind = LLVMGetTypeKind(type);
    return kind == LLVMFloatTypeKind || kind == LLVMDoubleTypeKind || kind == LLVMX86_FP80TypeKind ||
           kind == LLVMFP128TypeKind;
}

static void tally_library(const Instrument *in, Tally *tally, const char *name, bool real, unsigned lanes)
{
    Count count = counters_call(in->counters, name, real);
    if (count >= COUNT_NAMED && count < COUNT_ALL)
        tally->value[COUNT_LIBRARY] += lanes;
    if (count < COUNT_ALL)
        tally->value[count] += lanes;
}

/* llvm.exp.f64: the name between the dots. */
static void tally_intrinsic(const Instrument *in, Tally *tally, const char *name, LLVMTypeRef type)
{
    char   short_name[32] = "";
    size_t length = strcspn(name + 5, ".");
    if (!is_real(type) || length >= sizeof short_name)
        return;
    memcpy(short_name, name + 5, length);
    short_name[length] = '\0';
    if (strcmp(short_name, "fma") == 0 || strcmp(short_name, "fmuladd") == 0) {
        tally->value[COUNT_MULTIPLY] += lanes_of(type);
        tally->value[COUNT_ADD] += lanes_of(type);
    } else {
        tally_library(in, tally, short_name, true, lanes_of(type));
    }
}

static void tally_call(const Instrument *in, Tally *tally, LLVMValueRef call)
{
    LLVMValueRef callee = LLVMGetCalledValue(call);
    size_t       length;
    const char  *name = LLVMIsAFunction(callee) ? LLVMGetValueName2(callee, &length) : "";
    if (strncmp(name, "llvm.", 5) == 0)
        tally_intrinsic(in, tally, name, LLVMTypeOf(call));
    else if (*name && !in->is_defined(in->data, name))
        tally_library(in, tally, name, is_real(LLVMTypeOf(call)), 1);
}

static void tally_instruction(const Instrument *in, Tally *tally, LLVMValueRef i)
{
    unsigned lanes = lanes_of(LLVMTypeOf(i));
    switch (LLVMGetInstructionOpcode(i)) {
    case LLVMFAdd:
    case LLVMFSub:  tally->value[COUNT_ADD] += lanes;                      break;
    case LLVMFMul:  tally->value[COUNT_MULTIPLY] += lanes;                 break;
    case LLVMFDiv:  tally->value[COUNT_DIVIDE] += lanes;                   break;
    case LLVMFRem:  tally_library(in, tally, "fmod", true, lanes);         break;
    case LLVMFNeg:
    case LLVMFCmp:  tally->value[COUNT_COMPARE] += lanes;                  break;
    case LLVMLoad:  tally->value[COUNT_LOAD] += lanes;                     break;
    case LLVMStore: tally->value[COUNT_STORE] += lanes_of(LLVMTypeOf(LLVMGetOperand(i, 0))); break;
    case LLVMCall:  tally_call(in, tally, i);                              break;
    default:        break;
    }
}

/* ---- adding up ---- */

static void add(const Instrument *in, Count count, LLVMValueRef amount)
{
    LLVMValueRef address = LLVMConstInt(in->word, (unsigned long long)(size_t)&in->counters->value[count], 0);
    LLVMTypeRef  pointer = LLVMPointerTypeInContext(LLVMGetModuleContext(in->module), 0);
    LLVMValueRef place = LLVMConstIntToPtr(address, pointer);
    LLVMValueRef before = LLVMBuildLoad2(in->builder, in->word, place, "");
    LLVMBuildStore(in->builder, LLVMBuildAdd(in->builder, before, amount, ""), place);
}

static LLVMValueRef as_word(const Instrument *in, LLVMValueRef value)
{
    return LLVMBuildZExtOrBitCast(in->builder, value, in->word, "");
}

/* memcpy, memmove and memset: their length is known when they run. */
static void add_copies(const Instrument *in, LLVMValueRef call)
{
    size_t      length;
    const char *name = LLVMGetValueName2(LLVMGetCalledValue(call), &length);
    bool        copies = strncmp(name, "llvm.memcpy", 11) == 0 || strncmp(name, "llvm.memmove", 12) == 0;
    if (!copies && strncmp(name, "llvm.memset", 11) != 0)
        return;
    LLVMPositionBuilderBefore(in->builder, call);
    LLVMValueRef bytes = as_word(in, LLVMGetArgOperand(call, 2));
    LLVMValueRef words = LLVMBuildLShr(in->builder, bytes, LLVMConstInt(in->word, 3, 0), "");
    add(in, COUNT_STORE, words);
    if (copies)
        add(in, COUNT_LOAD, words);
}

static void add_array(const Instrument *in, LLVMValueRef alloca)
{
    LLVMTypeRef  type = LLVMGetAllocatedType(alloca);
    LLVMValueRef count = LLVMGetOperand(alloca, 0), next = LLVMGetNextInstruction(alloca);
    if (LLVMGetTypeKind(type) != LLVMArrayTypeKind && LLVMIsAConstantInt(count))
        return;
    LLVMPositionBuilderBefore(in->builder, next);
    LLVMValueRef size = LLVMConstInt(in->word, LLVMABISizeOfType(in->layout, type), 0);
    add(in, COUNT_STACK, LLVMBuildMul(in->builder, as_word(in, count), size, ""));
}

/* What is added before an instruction is no call of this kind and no such variable, so it is not met again. */
static void instrument_block(const Instrument *in, LLVMBasicBlockRef block)
{
    Tally tally = {{0}};
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i))
        tally_instruction(in, &tally, i);
    LLVMValueRef next;
    for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = next) {
        next = LLVMGetNextInstruction(i);
        if (LLVMIsAAllocaInst(i))
            add_array(in, i);
        else if (LLVMIsACallInst(i) && LLVMIsAFunction(LLVMGetCalledValue(i)))
            add_copies(in, i);
    }
    LLVMPositionBuilderBefore(in->builder, LLVMGetBasicBlockTerminator(block));
    for (int k = 0; k < COUNT_ALL; k++)
        if (tally.value[k] > 0)
            add(in, (Count)k, LLVMConstInt(in->word, tally.value[k], 0));
}

static void instrument_function(const Instrument *in, LLVMValueRef function)
{
    size_t      length;
    const char *name = LLVMGetValueName2(function, &length);
    if (strncmp(name, "adgen_harness_", 14) == 0)
        return;
    for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
        instrument_block(in, block);
}

static void watch_heap(LLVMModuleRef module)
{
    static const char *const names[][2] = {
        {"malloc", "adgen_counted_malloc"}, {"calloc", "adgen_counted_calloc"},
        {"realloc", "adgen_counted_realloc"}, {"free", "adgen_counted_free"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        LLVMValueRef function = LLVMGetNamedFunction(module, names[i][0]);
        if (function && LLVMIsDeclaration(function))
            LLVMSetValueName2(function, names[i][1], strlen(names[i][1]));
    }
}

void instrument_module(LLVMModuleRef module, Counters *counters, IsDefined *is_defined, void *data)
{
    LLVMContextRef context = LLVMGetModuleContext(module);
    Instrument     in = {.module = module, .layout = LLVMGetModuleDataLayout(module),
                         .builder = LLVMCreateBuilderInContext(context), .word = LLVMInt64TypeInContext(context),
                         .counters = counters, .is_defined = is_defined, .data = data};
    for (LLVMValueRef function = LLVMGetFirstFunction(module); function; function = LLVMGetNextFunction(function))
        instrument_function(&in, function);
    watch_heap(module);
    LLVMDisposeBuilder(in.builder);
}
