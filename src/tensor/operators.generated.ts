// Written by tools/operators.ts from the schemas of LibTorch 2.13.0 and 1.13.0. Do not edit.
import type { DType, Scalar } from "./dtype.ts";
import type { Generator } from "./generator.ts";
import type { Tensor } from "./tensor.ts";

type Int = number | bigint;
type Ints = readonly Int[];
/** A single number stands for as many as the operator wants. */
type IntsOrOne = Ints | Int;
type Tensors = readonly Tensor[];

export interface Ops {
  _c10d_functional: {
    all_gather_into_tensor: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, group_size: Int, group_name: unknown): Tensor;
    };
    all_gather_into_tensor_coalesced: {
      /** LibTorch 2.13.0 only. */ default(inputs: Tensors, group_size: Int, group_name: unknown): Tensor[];
    };
    all_gather_into_tensor_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, group_size: Int, group_name: unknown, options: { out: Tensor }): Tensor;
    };
    all_reduce: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: unknown): Tensor;
    };
    all_reduce_: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: unknown): Tensor;
    };
    all_reduce_coalesced: {
      /** LibTorch 2.13.0 only. */ default(inputs: Tensors, reduce_op: string, group_name: unknown): Tensor[];
    };
    all_reduce_coalesced_: {
      /** LibTorch 2.13.0 only. */ default(inputs: Tensors, reduce_op: string, group_name: unknown): Tensor[];
    };
    all_to_all_single: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, output_split_sizes: Ints, input_split_sizes: Ints, group_name: unknown): Tensor;
    };
    batch_p2p_ops: {
      /** LibTorch 2.13.0 only. */ default(op_list: readonly (string)[], peer_list: Ints, tag_list: Ints, tensors: Tensors, group_name: string): Tensor[];
    };
    broadcast: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, src: Int, group_name: unknown): Tensor;
    };
    broadcast_: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, src: Int, group_name: unknown): Tensor;
    };
    irecv: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, src: Int, tag: Int, group_name: string): Tensor;
    };
    isend: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, dst: Int, tag: Int, group_name: string): Tensor;
    };
    reduce_scatter_tensor: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_size: Int, group_name: unknown): Tensor;
    };
    reduce_scatter_tensor_coalesced: {
      /** LibTorch 2.13.0 only. */ default(inputs: Tensors, reduce_op: string, group_size: Int, group_name: unknown): Tensor[];
    };
    reduce_scatter_tensor_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_size: Int, group_name: unknown, options: { out: Tensor }): Tensor;
    };
    wait_tensor: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor): Tensor;
    };
  };
  _c10d_functional_autograd: {
    all_gather_into_tensor: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, group_size: Int, group_name: unknown): Tensor;
    };
    all_to_all_single: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, output_split_sizes: Ints, input_split_sizes: Ints, group_name: unknown): Tensor;
    };
    reduce_scatter_tensor: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_size: Int, group_name: unknown): Tensor;
    };
  };
  _dtensor: {
    shard_dim_alltoall: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, gather_dim: Int, shard_dim: Int, group_name: unknown): Tensor;
    };
  };
  _quantized: {
    _wrapped_linear_prepack: {
      /** LibTorch 2.13.0 only. */ default(W: Tensor, W_scale: Tensor, W_zero_point: Tensor, B: Tensor): Tensor;
    };
    _wrapped_quantized_linear_prepacked: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, X_scale: Tensor, X_zero_point: Tensor, W_prepack: Tensor, output_scale: Tensor, output_zero_point: Tensor, out_channel: Int): Tensor;
    };
    add: {
      default(qa: Tensor, qb: Tensor, scale: number, zero_point: Int): Tensor;
    };
    conv2d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv2d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv2d_relu: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv3d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv3d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv3d_relu: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv_transpose1d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv_transpose1d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv_transpose2d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv_transpose2d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv_transpose3d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    linear: {
      default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int): Tensor;
    };
    linear_dynamic: {
      default: { (X: Tensor, W_prepack: unknown, reduce_range?: boolean | undefined): Tensor; (X: Tensor, W_prepack: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    linear_prepack: {
      default: { (W: Tensor, B?: Tensor | null | undefined): unknown; (W: Tensor, options?: { B?: Tensor | null | undefined }): unknown };
    };
    linear_prepack_fp16: {
      default: { (W: Tensor, B?: Tensor | null | undefined): unknown; (W: Tensor, options?: { B?: Tensor | null | undefined }): unknown };
    };
    linear_prepack_fp16_legacy: {
      default: { (W: Tensor, B?: Tensor | null | undefined): Tensor; (W: Tensor, options?: { B?: Tensor | null | undefined }): Tensor };
    };
    linear_prepack_legacy: {
      default: { (W: Tensor, B?: Tensor | null | undefined): Tensor; (W: Tensor, options?: { B?: Tensor | null | undefined }): Tensor };
    };
    wrapped_fbgemm_linear_fp16_weight: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, W: Tensor, B: Tensor, out_channel: Int): Tensor;
    };
    wrapped_fbgemm_pack_gemm_matrix_fp16: {
      /** LibTorch 2.13.0 only. */ default(W: Tensor): Tensor;
    };
    wrapped_quantized_linear: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, X_scale: Tensor, X_zero_point: Tensor, W: Tensor, W_scale: Tensor, W_zero_point: Tensor, B: Tensor, output_scale: Tensor, output_zero_point: Tensor, out_channel: Int): Tensor;
    };
  };
  _test: {
    cat: {
      default(inputs: Tensors): Tensor;
    };
    get_first: {
      default(_0: readonly (readonly (string)[])[]): string;
    };
    leaky_relu: {
      default: { (self: Tensor, v?: number | undefined): Tensor; (self: Tensor, options?: { v?: number | undefined }): Tensor };
    };
  };
  aten: {
    __and__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __iand__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __ilshift__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __ior__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __irshift__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __ixor__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __lshift__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    __or__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    __rshift__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    __xor__: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    _adaptive_avg_pool2d: {
      default(self: Tensor, output_size: IntsOrOne): Tensor;
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    _adaptive_avg_pool2d_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
      out(grad_output: Tensor, self: Tensor, options: { out: Tensor }): Tensor;
    };
    _adaptive_avg_pool3d: {
      default(self: Tensor, output_size: IntsOrOne): Tensor;
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    _adaptive_avg_pool3d_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
      out(grad_output: Tensor, self: Tensor, options: { out: Tensor }): Tensor;
    };
    _add_batch_dim: {
      default(self: Tensor, batch_dim: Int, level: Int): Tensor;
    };
    _add_relu: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Scalar_out: { (self: Tensor, other: Scalar, alpha: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Scalar, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, other: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    _add_relu_: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
    };
    _addmm_activation: {
      default(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined; use_gelu?: boolean | undefined }): Tensor;
      out(self: Tensor, mat1: Tensor, mat2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; use_gelu?: boolean | undefined; out: Tensor }): Tensor;
    };
    _aminmax: {
      default(self: Tensor): [Tensor, Tensor];
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      dim_out: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
      out(self: Tensor, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    _amp_foreach_non_finite_check_and_unscale: {
      default(self: Tensors, found_inf: Tensor, inv_scale: Tensor): [Tensor[], Tensor];
      out(self: Tensors, found_inf: Tensor, inv_scale: Tensor, options: { out: Tensors }): void;
    };
    _amp_foreach_non_finite_check_and_unscale_: {
      default(self: Tensors, found_inf: Tensor, inv_scale: Tensor): void;
    };
    _amp_update_scale: {
      default(self: Tensor, growth_tracker: Tensor, found_inf: Tensor, scale_growth_factor: number, scale_backoff_factor: number, growth_interval: Int): [Tensor, Tensor];
      out(self: Tensor, growth_tracker: Tensor, found_inf: Tensor, scale_growth_factor: number, scale_backoff_factor: number, growth_interval: Int, options: { out: Tensor }): Tensor;
    };
    _amp_update_scale_: {
      default(self: Tensor, growth_tracker: Tensor, found_inf: Tensor, scale_growth_factor: number, scale_backoff_factor: number, growth_interval: Int): Tensor;
    };
    _assert_async: {
      default(self: Tensor): void;
      /** LibTorch 2.13.0 only. */ msg(self: Tensor, assert_msg: string): void;
    };
    _assert_scalar: {
      /** LibTorch 2.13.0 only. */ default(self: Scalar, assert_msg: string): void;
    };
    _assert_tensor_metadata: {
      default: { (a: Tensor, size?: Ints | null | undefined, stride?: Ints | null | undefined, dtype?: DType | Int | null | undefined, options?: { device?: string | null | undefined; layout?: string | null | undefined }): void; (a: Tensor, options?: { size?: Ints | null | undefined; stride?: Ints | null | undefined; dtype?: DType | Int | null | undefined; device?: string | null | undefined; layout?: string | null | undefined }): void };
    };
    _autocast_to_full_precision: {
      default(self: Tensor, cuda_enabled: boolean, cpu_enabled: boolean): Tensor;
    };
    _autocast_to_reduced_precision: {
      default(self: Tensor, cuda_enabled: boolean, cpu_enabled: boolean, cuda_dtype: DType | Int, cpu_dtype: DType | Int): Tensor;
    };
    _backward: {
      default: { (self: Tensor, inputs: Tensors, gradient?: Tensor | null | undefined, retain_graph?: boolean | null | undefined, create_graph?: boolean | undefined): void; (self: Tensor, inputs: Tensors, options?: { gradient?: Tensor | null | undefined; retain_graph?: boolean | null | undefined; create_graph?: boolean | undefined }): void };
    };
    _batch_norm_impl_index: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, momentum: number, eps: number, cudnn_enabled: boolean): [Tensor, Tensor, Tensor, Tensor, number];
    };
    _batch_norm_impl_index_backward: {
      default(impl_index: Int, input: Tensor, grad_output: Tensor, weight: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_var_transform: Tensor | null, train: boolean, eps: number, output_mask: readonly (boolean)[], reservedSpace: Tensor): [Tensor, Tensor, Tensor];
    };
    _batch_norm_no_update: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, eps: number): [Tensor, Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, eps: number, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    _batch_norm_with_update: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, momentum: number, eps: number): [Tensor, Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, momentum: number, eps: number, options: { out: Tensor; save_mean: Tensor; save_invstd: Tensor; reserve: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    _batch_norm_with_update_functional: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, momentum: number, eps: number): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _cast_Byte: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Char: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Double: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Float: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Half: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Int: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Long: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cast_Short: {
      default: { (self: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    _cdist_backward: {
      default(grad: Tensor, x1: Tensor, x2: Tensor, p: number, cdist: Tensor): Tensor;
      out(grad: Tensor, x1: Tensor, x2: Tensor, p: number, cdist: Tensor, options: { out: Tensor }): Tensor;
    };
    _cdist_forward: {
      default(x1: Tensor, x2: Tensor, p: number, compute_mode: Int | null): Tensor;
      out(x1: Tensor, x2: Tensor, p: number, compute_mode: Int | null, options: { out: Tensor }): Tensor;
    };
    _cholesky_solve_helper: {
      default(self: Tensor, A: Tensor, upper: boolean): Tensor;
      out(self: Tensor, A: Tensor, upper: boolean, options: { out: Tensor }): Tensor;
    };
    _choose_qparams_per_tensor: {
      default: { (self: Tensor, reduce_range?: boolean | undefined): [number, number]; (self: Tensor, options?: { reduce_range?: boolean | undefined }): [number, number] };
    };
    _chunk_cat: {
      /** LibTorch 2.13.0 only. */ default(tensors: Tensors, dim: Int, num_chunks: Int): Tensor;
      /** LibTorch 2.13.0 only. */ out(tensors: Tensors, dim: Int, num_chunks: Int, options: { out: Tensor }): Tensor;
    };
    _coalesce: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _coalesced: {
      default(self: Tensor, coalesced: boolean): Tensor;
      out(self: Tensor, coalesced: boolean, options: { out: Tensor }): Tensor;
    };
    _coalesced_: {
      default(self: Tensor, coalesced: boolean): Tensor;
    };
    _compute_linear_combination: {
      default(input: Tensor, coefficients: Tensor): Tensor;
      out(input: Tensor, coefficients: Tensor, options: { out: Tensor }): Tensor;
    };
    _conj: {
      default(self: Tensor): Tensor;
    };
    _conj_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _conj_physical: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _conv_depthwise2d: {
      default(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne): Tensor;
      out(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    _convert_indices_from_coo_to_csr: {
      default(self: Tensor, size: Int, options?: { out_int32?: boolean | undefined }): Tensor;
      out(self: Tensor, size: Int, options: { out_int32?: boolean | undefined; out: Tensor }): Tensor;
    };
    _convert_indices_from_csr_to_coo: {
      default(crow_indices: Tensor, col_indices: Tensor, options?: { out_int32?: boolean | undefined; transpose?: boolean | undefined }): Tensor;
      out(crow_indices: Tensor, col_indices: Tensor, options: { out_int32?: boolean | undefined; transpose?: boolean | undefined; out: Tensor }): Tensor;
    };
    _convert_weight_to_int4pack: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, innerKTiles: Int): Tensor;
    };
    _convert_weight_to_int4pack_for_cpu: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, innerKTiles: Int): Tensor;
    };
    _convolution: {
      default(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, benchmark: boolean, deterministic: boolean, cudnn_enabled: boolean, allow_tf32: boolean): Tensor;
      deprecated(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, benchmark: boolean, deterministic: boolean, cudnn_enabled: boolean): Tensor;
      out(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, benchmark: boolean, deterministic: boolean, cudnn_enabled: boolean, allow_tf32: boolean, options: { out: Tensor }): Tensor;
    };
    _convolution_double_backward: {
      default(ggI: Tensor | null, ggW: Tensor | null, ggb: Tensor | null, gO: Tensor, weight: Tensor, self: Tensor, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
    };
    _convolution_mode: {
      default(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: string, dilation: Ints, groups: Int): Tensor;
    };
    _copy_from: {
      default: { (self: Tensor, dst: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, dst: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dst: Tensor, non_blocking: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dst: Tensor, options: { non_blocking?: boolean | undefined; out: Tensor }): Tensor };
    };
    _copy_from_and_resize: {
      default(self: Tensor, dst: Tensor): Tensor;
      out(self: Tensor, dst: Tensor, options: { out: Tensor }): Tensor;
    };
    _cslt_compress: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor): Tensor;
    };
    _cslt_sparse_mm: {
      /** LibTorch 2.13.0 only. */ default: { (compressed_A: Tensor, dense_B: Tensor, bias?: Tensor | null | undefined, alpha?: Tensor | null | undefined, out_dtype?: DType | Int | null | undefined, transpose_result?: boolean | undefined, alg_id?: Int | undefined, split_k?: Int | undefined, split_k_mode?: Int | undefined): Tensor; (compressed_A: Tensor, dense_B: Tensor, options?: { bias?: Tensor | null | undefined; alpha?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined; transpose_result?: boolean | undefined; alg_id?: Int | undefined; split_k?: Int | undefined; split_k_mode?: Int | undefined }): Tensor };
    };
    _cslt_sparse_mm_search: {
      /** LibTorch 2.13.0 only. */ default: { (compressed_A: Tensor, dense_B: Tensor, bias?: Tensor | null | undefined, alpha?: Tensor | null | undefined, out_dtype?: DType | Int | null | undefined, transpose_result?: boolean | undefined): number; (compressed_A: Tensor, dense_B: Tensor, options?: { bias?: Tensor | null | undefined; alpha?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined; transpose_result?: boolean | undefined }): number };
    };
    _ctc_loss: {
      default: { (log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank?: Int | undefined, zero_infinity?: boolean | undefined): [Tensor, Tensor]; (log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, options?: { blank?: Int | undefined; zero_infinity?: boolean | undefined }): [Tensor, Tensor] };
      Tensor: { (log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank?: Int | undefined, zero_infinity?: boolean | undefined): [Tensor, Tensor]; (log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, options?: { blank?: Int | undefined; zero_infinity?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 2.13.0 only. */ Tensor_out: { (log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank: Int | undefined, zero_infinity: boolean | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, options: { blank?: Int | undefined; zero_infinity?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
      out: { (log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int | undefined, zero_infinity: boolean | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, options: { blank?: Int | undefined; zero_infinity?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _ctc_loss_backward: {
      default: { (grad: Tensor, log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, neg_log_likelihood: Tensor, log_alpha: Tensor, blank: Int, zero_infinity?: boolean | undefined): Tensor; (grad: Tensor, log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, neg_log_likelihood: Tensor, log_alpha: Tensor, blank: Int, options?: { zero_infinity?: boolean | undefined }): Tensor };
      Tensor: { (grad: Tensor, log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, neg_log_likelihood: Tensor, log_alpha: Tensor, blank: Int, zero_infinity?: boolean | undefined): Tensor; (grad: Tensor, log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, neg_log_likelihood: Tensor, log_alpha: Tensor, blank: Int, options?: { zero_infinity?: boolean | undefined }): Tensor };
      out: { (grad: Tensor, log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, neg_log_likelihood: Tensor, log_alpha: Tensor, blank: Int, zero_infinity: boolean | undefined, options: { out: Tensor }): Tensor; (grad: Tensor, log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, neg_log_likelihood: Tensor, log_alpha: Tensor, blank: Int, options: { zero_infinity?: boolean | undefined; out: Tensor }): Tensor };
    };
    _cudnn_attention_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, query: Tensor, key: Tensor, value: Tensor, out: Tensor, logsumexp: Tensor, philox_seed: Tensor, philox_offset: Tensor, attn_bias: Tensor, cum_seq_q: Tensor, cum_seq_k: Tensor, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor];
    };
    _cudnn_attention_forward: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor | null, cum_seq_q: Tensor | null, cum_seq_k: Tensor | null, max_q: Int, max_k: Int, compute_log_sumexp: boolean, dropout_p?: number | undefined, is_causal?: boolean | undefined, return_debug_mask?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor | null, cum_seq_q: Tensor | null, cum_seq_k: Tensor | null, max_q: Int, max_k: Int, compute_log_sumexp: boolean, options?: { dropout_p?: number | undefined; is_causal?: boolean | undefined; return_debug_mask?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor] };
    };
    _cudnn_ctc_loss: {
      default(log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int, deterministic: boolean, zero_infinity: boolean): [Tensor, Tensor];
      Tensor(log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank: Int, deterministic: boolean, zero_infinity: boolean): [Tensor, Tensor];
      out(log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int, deterministic: boolean, zero_infinity: boolean, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    _cudnn_init_dropout_state: {
      default(dropout: number, train: boolean, dropout_seed: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(dropout: number, train: boolean, dropout_seed: Int, options: { out: Tensor }): Tensor;
    };
    _cudnn_rnn: {
      default(input: Tensor, weight: Tensors, weight_stride0: Int, weight_buf: Tensor | null, hx: Tensor, cx: Tensor | null, mode: Int, hidden_size: Int, proj_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null): [Tensor, Tensor, Tensor, Tensor, Tensor];
      out(input: Tensor, weight: Tensors, weight_stride0: Int, weight_buf: Tensor | null, hx: Tensor, cx: Tensor | null, mode: Int, hidden_size: Int, proj_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor; out4: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _cudnn_rnn_backward: {
      default(input: Tensor, weight: Tensors, weight_stride0: Int, weight_buf: Tensor, hx: Tensor, cx: Tensor | null, output: Tensor, grad_output: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, mode: Int, hidden_size: Int, proj_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null, reserve: Tensor, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor, Tensor[]];
      out(input: Tensor, weight: Tensors, weight_stride0: Int, weight_buf: Tensor, hx: Tensor, cx: Tensor | null, output: Tensor, grad_output: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, mode: Int, hidden_size: Int, proj_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null, reserve: Tensor, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensors }): void;
    };
    _cudnn_rnn_flatten_weight: {
      default(weight_arr: Tensors, weight_stride0: Int, input_size: Int, mode: Int, hidden_size: Int, proj_size: Int, num_layers: Int, batch_first: boolean, bidirectional: boolean): Tensor;
      out(weight_arr: Tensors, weight_stride0: Int, input_size: Int, mode: Int, hidden_size: Int, proj_size: Int, num_layers: Int, batch_first: boolean, bidirectional: boolean, options: { out: Tensor }): Tensor;
    };
    _cufft_clear_plan_cache: {
      default(device_index: Int): void;
    };
    _cufft_get_plan_cache_max_size: {
      default(device_index: Int): number;
    };
    _cufft_get_plan_cache_size: {
      default(device_index: Int): number;
    };
    _cufft_set_plan_cache_max_size: {
      default(device_index: Int, max_size: Int): void;
    };
    _cummax_helper: {
      default(self: Tensor, values: Tensor, indices: Tensor, dim: Int): void;
    };
    _cummin_helper: {
      default(self: Tensor, values: Tensor, indices: Tensor, dim: Int): void;
    };
    _debug_has_internal_overlap: {
      default(self: Tensor): number;
    };
    _dimI: {
      default(self: Tensor): number;
    };
    _dimV: {
      default(self: Tensor): number;
    };
    _dim_arange: {
      default(like: Tensor, dim: Int): Tensor;
    };
    _dirichlet_grad: {
      default(x: Tensor, alpha: Tensor, total: Tensor): Tensor;
      out(x: Tensor, alpha: Tensor, total: Tensor, options: { out: Tensor }): Tensor;
    };
    _dyn_quant_matmul_4bit: {
      /** LibTorch 2.13.0 only. */ default(inp: Tensor, packed_weights: Tensor, block_size: Int, in_features: Int, out_features: Int): Tensor;
    };
    _dyn_quant_pack_4bit_weight: {
      /** LibTorch 2.13.0 only. */ default(weights: Tensor, scales_zeros: Tensor, bias: Tensor | null, block_size: Int, in_features: Int, out_features: Int): Tensor;
    };
    _efficient_attention_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out_: Tensor, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | null, out: Tensor, cu_seqlens_q: Tensor | null, cu_seqlens_k: Tensor | null, max_seqlen_q: Int, max_seqlen_k: Int, logsumexp: Tensor, dropout_p: number, philox_seed: Tensor, philox_offset: Tensor, custom_mask_type: Int, bias_requires_grad: boolean, options?: { scale?: number | null | undefined; num_splits_key?: Int | null | undefined; window_size?: Int | null | undefined; shared_storage_dqdkdv?: boolean | undefined }): [Tensor, Tensor, Tensor, Tensor];
    };
    _efficient_attention_forward: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, bias: Tensor | null, cu_seqlens_q: Tensor | null, cu_seqlens_k: Tensor | null, max_seqlen_q: Int | null, max_seqlen_k: Int | null, dropout_p: number, custom_mask_type: Int, compute_log_sumexp?: boolean | undefined, options?: { scale?: number | null | undefined; seqlen_k?: Tensor | null | undefined; window_size?: Int | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number]; (query: Tensor, key: Tensor, value: Tensor, bias: Tensor | null, cu_seqlens_q: Tensor | null, cu_seqlens_k: Tensor | null, max_seqlen_q: Int | null, max_seqlen_k: Int | null, dropout_p: number, custom_mask_type: Int, options?: { compute_log_sumexp?: boolean | undefined; scale?: number | null | undefined; seqlen_k?: Tensor | null | undefined; window_size?: Int | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number] };
    };
    _efficientzerotensor: {
      default(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(size: Ints, options: { out: Tensor }): Tensor;
    };
    _embedding_bag: {
      default: { (weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, sparse?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, include_last_offset?: boolean | undefined, padding_idx?: Int | undefined): [Tensor, Tensor, Tensor, Tensor]; (weight: Tensor, indices: Tensor, offsets: Tensor, options?: { scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; sparse?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; include_last_offset?: boolean | undefined; padding_idx?: Int | undefined }): [Tensor, Tensor, Tensor, Tensor] };
      out: { (weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq: boolean | undefined, mode: Int | undefined, sparse: boolean | undefined, per_sample_weights: Tensor | null | undefined, include_last_offset: boolean | undefined, padding_idx: Int | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor]; (weight: Tensor, indices: Tensor, offsets: Tensor, options: { scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; sparse?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; include_last_offset?: boolean | undefined; padding_idx?: Int | undefined; out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor] };
    };
    _embedding_bag_backward: {
      default: { (grad: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, bag_size: Tensor, maximum_indices: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, sparse: boolean, per_sample_weights: Tensor | null, padding_idx?: Int | undefined): Tensor; (grad: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, bag_size: Tensor, maximum_indices: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, sparse: boolean, per_sample_weights: Tensor | null, options?: { padding_idx?: Int | undefined }): Tensor };
    };
    _embedding_bag_dense_backward: {
      default: { (grad: Tensor, indices: Tensor, offset2bag: Tensor, bag_size: Tensor, maximum_indices: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, per_sample_weights: Tensor | null, padding_idx?: Int | undefined): Tensor; (grad: Tensor, indices: Tensor, offset2bag: Tensor, bag_size: Tensor, maximum_indices: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, per_sample_weights: Tensor | null, options?: { padding_idx?: Int | undefined }): Tensor };
      out: { (grad: Tensor, indices: Tensor, offset2bag: Tensor, bag_size: Tensor, maximum_indices: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, per_sample_weights: Tensor | null, padding_idx: Int | undefined, options: { out: Tensor }): Tensor; (grad: Tensor, indices: Tensor, offset2bag: Tensor, bag_size: Tensor, maximum_indices: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, per_sample_weights: Tensor | null, options: { padding_idx?: Int | undefined; out: Tensor }): Tensor };
    };
    _embedding_bag_forward_only: {
      default: { (weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, sparse?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, include_last_offset?: boolean | undefined, padding_idx?: Int | undefined): [Tensor, Tensor, Tensor, Tensor]; (weight: Tensor, indices: Tensor, offsets: Tensor, options?: { scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; sparse?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; include_last_offset?: boolean | undefined; padding_idx?: Int | undefined }): [Tensor, Tensor, Tensor, Tensor] };
      out: { (weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq: boolean | undefined, mode: Int | undefined, sparse: boolean | undefined, per_sample_weights: Tensor | null | undefined, include_last_offset: boolean | undefined, padding_idx: Int | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor]; (weight: Tensor, indices: Tensor, offsets: Tensor, options: { scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; sparse?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; include_last_offset?: boolean | undefined; padding_idx?: Int | undefined; out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor] };
    };
    _embedding_bag_per_sample_weights_backward: {
      default: { (grad: Tensor, weight: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, mode: Int, padding_idx?: Int | undefined): Tensor; (grad: Tensor, weight: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, mode: Int, options?: { padding_idx?: Int | undefined }): Tensor };
      out: { (grad: Tensor, weight: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, mode: Int, padding_idx: Int | undefined, options: { out: Tensor }): Tensor; (grad: Tensor, weight: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, mode: Int, options: { padding_idx?: Int | undefined; out: Tensor }): Tensor };
    };
    _embedding_bag_sparse_backward: {
      default: { (grad: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, bag_size: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, per_sample_weights: Tensor | null, padding_idx?: Int | undefined): Tensor; (grad: Tensor, indices: Tensor, offsets: Tensor, offset2bag: Tensor, bag_size: Tensor, num_weights: Int, scale_grad_by_freq: boolean, mode: Int, per_sample_weights: Tensor | null, options?: { padding_idx?: Int | undefined }): Tensor };
    };
    _empty_affine_quantized: {
      default(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; scale?: number | undefined; zero_point?: Int | undefined; memory_format?: string | null | undefined }): Tensor;
      out(size: Ints, options: { scale?: number | undefined; zero_point?: Int | undefined; memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    _empty_per_channel_affine_quantized: {
      default(size: Ints, options: { scales: Tensor; zero_points: Tensor; axis: Int; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      out(size: Ints, options: { scales: Tensor; zero_points: Tensor; axis: Int; memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    _euclidean_dist: {
      default(x1: Tensor, x2: Tensor): Tensor;
      out(x1: Tensor, x2: Tensor, options: { out: Tensor }): Tensor;
    };
    _fake_quantize_learnable_per_channel_affine: {
      default: { (self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, grad_factor?: number | undefined): Tensor; (self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, options?: { grad_factor?: number | undefined }): Tensor };
      out: { (self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, grad_factor: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, options: { grad_factor?: number | undefined; out: Tensor }): Tensor };
    };
    _fake_quantize_learnable_per_channel_affine_backward: {
      default: { (grad: Tensor, self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, grad_factor?: number | undefined): [Tensor, Tensor, Tensor]; (grad: Tensor, self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, options?: { grad_factor?: number | undefined }): [Tensor, Tensor, Tensor] };
    };
    _fake_quantize_learnable_per_tensor_affine: {
      default: { (self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int, grad_factor?: number | undefined): Tensor; (self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int, options?: { grad_factor?: number | undefined }): Tensor };
      out: { (self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int, grad_factor: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int, options: { grad_factor?: number | undefined; out: Tensor }): Tensor };
    };
    _fake_quantize_learnable_per_tensor_affine_backward: {
      default: { (grad: Tensor, self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int, grad_factor?: number | undefined): [Tensor, Tensor, Tensor]; (grad: Tensor, self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int, options?: { grad_factor?: number | undefined }): [Tensor, Tensor, Tensor] };
    };
    _fake_quantize_per_tensor_affine_cachemask_tensor_qparams: {
      default(self: Tensor, scale: Tensor, zero_point: Tensor, fake_quant_enabled: Tensor, quant_min: Int, quant_max: Int): [Tensor, Tensor];
      out(self: Tensor, scale: Tensor, zero_point: Tensor, fake_quant_enabled: Tensor, quant_min: Int, quant_max: Int, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    _fft_c2c: {
      default(self: Tensor, dim: Ints, normalization: Int, forward: boolean): Tensor;
      out(self: Tensor, dim: Ints, normalization: Int, forward: boolean, options: { out: Tensor }): Tensor;
    };
    _fft_c2r: {
      default(self: Tensor, dim: Ints, normalization: Int, last_dim_size: Int): Tensor;
      out(self: Tensor, dim: Ints, normalization: Int, last_dim_size: Int, options: { out: Tensor }): Tensor;
    };
    _fft_r2c: {
      default(self: Tensor, dim: Ints, normalization: Int, onesided: boolean): Tensor;
      out(self: Tensor, dim: Ints, normalization: Int, onesided: boolean, options: { out: Tensor }): Tensor;
    };
    _fill_mem_eff_dropout_mask_: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, dropout_p: number, seed: Int, offset: Int): Tensor;
    };
    _flash_attention_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, query: Tensor, key: Tensor, value: Tensor, out: Tensor, logsumexp: Tensor, cum_seq_q: Tensor, cum_seq_k: Tensor, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, rng_state: Tensor, unused: Tensor, options?: { scale?: number | null | undefined; window_size_left?: Int | null | undefined; window_size_right?: Int | null | undefined }): [Tensor, Tensor, Tensor];
    };
    _flash_attention_forward: {
      /** LibTorch 2.13.0 only. */ default(query: Tensor, key: Tensor, value: Tensor, cum_seq_q: Tensor | null, cum_seq_k: Tensor | null, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, return_debug_mask: boolean, options?: { scale?: number | null | undefined; window_size_left?: Int | null | undefined; window_size_right?: Int | null | undefined; seqused_k?: Tensor | null | undefined; alibi_slopes?: Tensor | null | undefined; block_table?: Tensor | null | undefined; num_splits?: Int | null | undefined }): [Tensor, Tensor, Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ quantized(query: Tensor, key: Tensor, value: Tensor, cum_seq_q: Tensor | null, cum_seq_k: Tensor | null, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, return_debug_mask: boolean, q_descale: Tensor | null, k_descale: Tensor | null, v_descale: Tensor | null, options?: { scale?: number | null | undefined; window_size_left?: Int | null | undefined; window_size_right?: Int | null | undefined; seqused_k?: Tensor | null | undefined; alibi_slopes?: Tensor | null | undefined }): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _flash_attention_forward_no_dropout_inplace: {
      /** LibTorch 2.13.0 only. */ default(out: Tensor, query: Tensor, key: Tensor, value: Tensor, cum_seq_q: Tensor | null, cum_seq_k: Tensor | null, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, return_debug_mask: boolean, options?: { scale?: number | null | undefined; window_size_left?: Int | null | undefined; window_size_right?: Int | null | undefined; seqused_k?: Tensor | null | undefined; alibi_slopes?: Tensor | null | undefined; block_table?: Tensor | null | undefined; num_splits?: Int | null | undefined }): Tensor;
    };
    _flash_scaled_dot_product_attention: {
      /** LibTorch 1.13.0 only. */ default(query: Tensor, key: Tensor, value: Tensor, cum_seq_q: Tensor, cum_seq_k: Tensor, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean): Tensor;
    };
    _foobar: {
      default: { (self: Tensor, arg1?: boolean | undefined, arg2?: boolean | undefined, options?: { arg3?: boolean | undefined }): Tensor; (self: Tensor, options?: { arg1?: boolean | undefined; arg2?: boolean | undefined; arg3?: boolean | undefined }): Tensor };
      out: { (self: Tensor, arg1: boolean | undefined, arg2: boolean | undefined, options: { arg3?: boolean | undefined; out: Tensor }): Tensor; (self: Tensor, options: { arg1?: boolean | undefined; arg2?: boolean | undefined; arg3?: boolean | undefined; out: Tensor }): Tensor };
    };
    _foreach_abs: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_abs_: {
      default(self: Tensors): void;
    };
    _foreach_acos: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_acos_: {
      default(self: Tensors): void;
    };
    _foreach_add: {
      List(self: Tensors, other: Tensors, options?: { alpha?: Scalar | undefined }): Tensor[];
      List_out(self: Tensors, other: Tensors, options: { alpha?: Scalar | undefined; out: Tensors }): void;
      Scalar(self: Tensors, scalar: Scalar): Tensor[];
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor[];
      /** LibTorch 2.13.0 only. */ Tensor_out(self: Tensors, other: Tensor, options: { alpha?: Scalar | undefined; out: Tensors }): void;
    };
    _foreach_add_: {
      List(self: Tensors, other: Tensors, options?: { alpha?: Scalar | undefined }): void;
      Scalar(self: Tensors, scalar: Scalar): void;
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, other: Tensor, options?: { alpha?: Scalar | undefined }): void;
    };
    _foreach_addcdiv: {
      Scalar: { (self: Tensors, tensor1: Tensors, tensor2: Tensors, value?: Scalar | undefined): Tensor[]; (self: Tensors, tensor1: Tensors, tensor2: Tensors, options?: { value?: Scalar | undefined }): Tensor[] };
      ScalarList(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      ScalarList_out(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      Scalar_out: { (self: Tensors, tensor1: Tensors, tensor2: Tensors, value: Scalar | undefined, options: { out: Tensors }): void; (self: Tensors, tensor1: Tensors, tensor2: Tensors, options: { value?: Scalar | undefined; out: Tensors }): void };
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: Tensor): Tensor[];
      /** LibTorch 2.13.0 only. */ Tensor_out(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: Tensor, options: { out: Tensors }): void;
    };
    _foreach_addcdiv_: {
      Scalar: { (self: Tensors, tensor1: Tensors, tensor2: Tensors, value?: Scalar | undefined): void; (self: Tensors, tensor1: Tensors, tensor2: Tensors, options?: { value?: Scalar | undefined }): void };
      ScalarList(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: readonly (Scalar)[]): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: Tensor): void;
    };
    _foreach_addcmul: {
      Scalar: { (self: Tensors, tensor1: Tensors, tensor2: Tensors, value?: Scalar | undefined): Tensor[]; (self: Tensors, tensor1: Tensors, tensor2: Tensors, options?: { value?: Scalar | undefined }): Tensor[] };
      ScalarList(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      ScalarList_out(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      Scalar_out: { (self: Tensors, tensor1: Tensors, tensor2: Tensors, value: Scalar | undefined, options: { out: Tensors }): void; (self: Tensors, tensor1: Tensors, tensor2: Tensors, options: { value?: Scalar | undefined; out: Tensors }): void };
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: Tensor): Tensor[];
      /** LibTorch 2.13.0 only. */ Tensor_out(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: Tensor, options: { out: Tensors }): void;
    };
    _foreach_addcmul_: {
      Scalar: { (self: Tensors, tensor1: Tensors, tensor2: Tensors, value?: Scalar | undefined): void; (self: Tensors, tensor1: Tensors, tensor2: Tensors, options?: { value?: Scalar | undefined }): void };
      ScalarList(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: readonly (Scalar)[]): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, tensor1: Tensors, tensor2: Tensors, scalars: Tensor): void;
    };
    _foreach_asin: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_asin_: {
      default(self: Tensors): void;
    };
    _foreach_atan: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_atan_: {
      default(self: Tensors): void;
    };
    _foreach_ceil: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_ceil_: {
      default(self: Tensors): void;
    };
    _foreach_clamp_max: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, other: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ List_out(self: Tensors, other: Tensors, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
    };
    _foreach_clamp_max_: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, other: Tensors): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): void;
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
    };
    _foreach_clamp_min: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, other: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ List_out(self: Tensors, other: Tensors, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
    };
    _foreach_clamp_min_: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, other: Tensors): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): void;
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
    };
    _foreach_clone: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, options?: { memory_format?: string | null | undefined }): Tensor[];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, options: { memory_format?: string | null | undefined; out: Tensors }): void;
    };
    _foreach_copy: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensors, src: Tensors, non_blocking?: boolean | undefined): Tensor[]; (self: Tensors, src: Tensors, options?: { non_blocking?: boolean | undefined }): Tensor[] };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensors, src: Tensors, non_blocking: boolean | undefined, options: { out: Tensors }): void; (self: Tensors, src: Tensors, options: { non_blocking?: boolean | undefined; out: Tensors }): void };
    };
    _foreach_copy_: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensors, src: Tensors, non_blocking?: boolean | undefined): void; (self: Tensors, src: Tensors, options?: { non_blocking?: boolean | undefined }): void };
    };
    _foreach_cos: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_cos_: {
      default(self: Tensors): void;
    };
    _foreach_cosh: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_cosh_: {
      default(self: Tensors): void;
    };
    _foreach_div: {
      List(self: Tensors, other: Tensors): Tensor[];
      List_out(self: Tensors, other: Tensors, options: { out: Tensors }): void;
      Scalar(self: Tensors, scalar: Scalar): Tensor[];
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, other: Tensor): Tensor[];
      /** LibTorch 2.13.0 only. */ Tensor_out(self: Tensors, other: Tensor, options: { out: Tensors }): void;
    };
    _foreach_div_: {
      List(self: Tensors, other: Tensors): void;
      Scalar(self: Tensors, scalar: Scalar): void;
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, other: Tensor): void;
    };
    _foreach_erf: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_erf_: {
      default(self: Tensors): void;
    };
    _foreach_erfc: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_erfc_: {
      default(self: Tensors): void;
    };
    _foreach_exp: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_exp_: {
      default(self: Tensors): void;
    };
    _foreach_expm1: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_expm1_: {
      default(self: Tensors): void;
    };
    _foreach_floor: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_floor_: {
      default(self: Tensors): void;
    };
    _foreach_frac: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_frac_: {
      default(self: Tensors): void;
    };
    _foreach_lerp: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, tensors1: Tensors, weights: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ List_out(self: Tensors, tensors1: Tensors, weights: Tensors, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, tensors1: Tensors, weight: Scalar): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, tensors1: Tensors, weight: readonly (Scalar)[]): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList_out(self: Tensors, tensors1: Tensors, weight: readonly (Scalar)[], options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensors, tensors1: Tensors, weight: Scalar, options: { out: Tensors }): void;
    };
    _foreach_lerp_: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, tensors1: Tensors, weights: Tensors): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, tensors1: Tensors, weight: Scalar): void;
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, tensors1: Tensors, weight: readonly (Scalar)[]): void;
    };
    _foreach_lgamma: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_lgamma_: {
      default(self: Tensors): void;
    };
    _foreach_log: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_log10: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_log10_: {
      default(self: Tensors): void;
    };
    _foreach_log1p: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_log1p_: {
      default(self: Tensors): void;
    };
    _foreach_log2: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_log2_: {
      default(self: Tensors): void;
    };
    _foreach_log_: {
      default(self: Tensors): void;
    };
    _foreach_max: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_maximum: {
      List(self: Tensors, other: Tensors): Tensor[];
      List_out(self: Tensors, other: Tensors, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
    };
    _foreach_maximum_: {
      List(self: Tensors, other: Tensors): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): void;
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
    };
    _foreach_minimum: {
      List(self: Tensors, other: Tensors): Tensor[];
      List_out(self: Tensors, other: Tensors, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
    };
    _foreach_minimum_: {
      List(self: Tensors, other: Tensors): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, scalar: Scalar): void;
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
    };
    _foreach_mm: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, mat2: Tensors): Tensor[];
    };
    _foreach_mul: {
      List(self: Tensors, other: Tensors): Tensor[];
      List_out(self: Tensors, other: Tensors, options: { out: Tensors }): void;
      Scalar(self: Tensors, scalar: Scalar): Tensor[];
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, other: Tensor): Tensor[];
      /** LibTorch 2.13.0 only. */ Tensor_out(self: Tensors, other: Tensor, options: { out: Tensors }): void;
    };
    _foreach_mul_: {
      List(self: Tensors, other: Tensors): void;
      Scalar(self: Tensors, scalar: Scalar): void;
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensors, other: Tensor): void;
    };
    _foreach_neg: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_neg_: {
      default(self: Tensors): void;
    };
    _foreach_norm: {
      Scalar: { (self: Tensors, ord?: Scalar | undefined, dtype?: DType | Int | null | undefined): Tensor[]; (self: Tensors, options?: { ord?: Scalar | undefined; dtype?: DType | Int | null | undefined }): Tensor[] };
      Scalar_out: { (self: Tensors, ord: Scalar | undefined, dtype: DType | Int | null | undefined, options: { out: Tensors }): void; (self: Tensors, options: { ord?: Scalar | undefined; dtype?: DType | Int | null | undefined; out: Tensors }): void };
    };
    _foreach_pow: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, exponent: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ List_out(self: Tensors, exponent: Tensors, options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, exponent: Scalar): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarAndTensor(self: Scalar, exponent: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, exponent: readonly (Scalar)[]): Tensor[];
      /** LibTorch 2.13.0 only. */ ScalarList_out(self: Tensors, exponent: readonly (Scalar)[], options: { out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensors, exponent: Scalar, options: { out: Tensors }): void;
    };
    _foreach_pow_: {
      /** LibTorch 2.13.0 only. */ List(self: Tensors, exponent: Tensors): void;
      /** LibTorch 2.13.0 only. */ Scalar(self: Tensors, exponent: Scalar): void;
      /** LibTorch 2.13.0 only. */ ScalarList(self: Tensors, exponent: readonly (Scalar)[]): void;
    };
    _foreach_powsum: {
      /** LibTorch 2.13.0 only. */ Scalar: { (self: Tensors, ord?: Scalar | undefined, dtype?: DType | Int | null | undefined): Tensor[]; (self: Tensors, options?: { ord?: Scalar | undefined; dtype?: DType | Int | null | undefined }): Tensor[] };
      /** LibTorch 2.13.0 only. */ Scalar_out: { (self: Tensors, ord: Scalar | undefined, dtype: DType | Int | null | undefined, options: { out: Tensors }): void; (self: Tensors, options: { ord?: Scalar | undefined; dtype?: DType | Int | null | undefined; out: Tensors }): void };
    };
    _foreach_reciprocal: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_reciprocal_: {
      default(self: Tensors): void;
    };
    _foreach_round: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_round_: {
      default(self: Tensors): void;
    };
    _foreach_rsqrt: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_rsqrt_: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors): void;
    };
    _foreach_sigmoid: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_sigmoid_: {
      default(self: Tensors): void;
    };
    _foreach_sign: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors): Tensor[];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_sign_: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors): void;
    };
    _foreach_sin: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_sin_: {
      default(self: Tensors): void;
    };
    _foreach_sinh: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_sinh_: {
      default(self: Tensors): void;
    };
    _foreach_sqrt: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_sqrt_: {
      default(self: Tensors): void;
    };
    _foreach_sub: {
      List(self: Tensors, other: Tensors, options?: { alpha?: Scalar | undefined }): Tensor[];
      List_out(self: Tensors, other: Tensors, options: { alpha?: Scalar | undefined; out: Tensors }): void;
      Scalar(self: Tensors, scalar: Scalar): Tensor[];
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): Tensor[];
      ScalarList_out(self: Tensors, scalars: readonly (Scalar)[], options: { out: Tensors }): void;
      Scalar_out(self: Tensors, scalar: Scalar, options: { out: Tensors }): void;
    };
    _foreach_sub_: {
      List(self: Tensors, other: Tensors, options?: { alpha?: Scalar | undefined }): void;
      Scalar(self: Tensors, scalar: Scalar): void;
      ScalarList(self: Tensors, scalars: readonly (Scalar)[]): void;
    };
    _foreach_tan: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_tan_: {
      default(self: Tensors): void;
    };
    _foreach_tanh: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_tanh_: {
      default(self: Tensors): void;
    };
    _foreach_trunc: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_trunc_: {
      default(self: Tensors): void;
    };
    _foreach_zero: {
      default(self: Tensors): Tensor[];
      out(self: Tensors, options: { out: Tensors }): void;
    };
    _foreach_zero_: {
      default(self: Tensors): void;
    };
    _functional_assert_async: {
      /** LibTorch 2.13.0 only. */ msg(self: Tensor, assert_msg: string, dep_token: Tensor): Tensor;
    };
    _functional_assert_scalar: {
      /** LibTorch 2.13.0 only. */ default(self: Scalar, assert_msg: string, dep_token: Tensor): Tensor;
    };
    _functional_sym_constrain_range: {
      /** LibTorch 2.13.0 only. */ default(size: Scalar, min: Int | null, max: Int | null, dep_token: Tensor): Tensor;
    };
    _functional_sym_constrain_range_for_size: {
      /** LibTorch 2.13.0 only. */ default(size: Scalar, min: Int | null, max: Int | null, dep_token: Tensor): Tensor;
    };
    _fused_adagrad: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, grads: Tensors, state_sums: Tensors, state_steps: Tensors, options: { lr: number; lr_decay: number; weight_decay: number; eps: number; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, grads: Tensors, state_sums: Tensors, state_steps: Tensors, options: { lr: number; lr_decay: number; weight_decay: number; eps: number; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, state_sums: Tensors, state_steps: Tensors, options: { lr: Tensor; lr_decay: number; weight_decay: number; eps: number; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ tensor_lr_out(self: Tensors, grads: Tensors, state_sums: Tensors, state_steps: Tensors, options: { lr: Tensor; lr_decay: number; weight_decay: number; eps: number; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
    };
    _fused_adagrad_: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, grads: Tensors, state_sums: Tensors, state_steps: Tensors, options: { lr: number; lr_decay: number; weight_decay: number; eps: number; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, state_sums: Tensors, state_steps: Tensors, options: { lr: Tensor; lr_decay: number; weight_decay: number; eps: number; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
    };
    _fused_adam: {
      default(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: number; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[], Tensor[], Tensor[]];
      out(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: number; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: Tensor; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ tensor_lr_out(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: Tensor; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
    };
    _fused_adam_: {
      default(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: number; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: Tensor; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
    };
    _fused_adamw: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: number; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: number; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: Tensor; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ tensor_lr_out(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: Tensor; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
    };
    _fused_adamw_: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: number; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, exp_avgs: Tensors, exp_avg_sqs: Tensors, max_exp_avg_sqs: Tensors, state_steps: Tensors, options: { lr: Tensor; beta1: number; beta2: number; weight_decay: number; eps: number; amsgrad: boolean; maximize: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
    };
    _fused_dropout: {
      default: { (self: Tensor, p: number, generator?: Generator | null | null | undefined): [Tensor, Tensor]; (self: Tensor, p: number, options?: { generator?: Generator | null | null | undefined }): [Tensor, Tensor] };
      out: { (self: Tensor, p: number, generator: Generator | null | null | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (self: Tensor, p: number, options: { generator?: Generator | null | null | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _fused_moving_avg_obs_fq_helper: {
      default: { (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, per_row_fake_quant?: boolean | undefined, symmetric_quant?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, options?: { per_row_fake_quant?: boolean | undefined; symmetric_quant?: boolean | undefined }): [Tensor, Tensor] };
      out: { (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, per_row_fake_quant: boolean | undefined, symmetric_quant: boolean | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, options: { per_row_fake_quant?: boolean | undefined; symmetric_quant?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _fused_moving_avg_obs_fq_helper_functional: {
      default: { (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, per_row_fake_quant?: boolean | undefined, symmetric_quant?: boolean | undefined): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]; (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, options?: { per_row_fake_quant?: boolean | undefined; symmetric_quant?: boolean | undefined }): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor] };
    };
    _fused_rms_norm: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, normalized_shape: Ints, weight: Tensor | null, eps: number | null): [Tensor, Tensor];
    };
    _fused_rms_norm_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, input: Tensor, normalized_shape: Ints, rstd: Tensor, weight: Tensor | null, output_mask: readonly (boolean)[]): [Tensor, Tensor];
    };
    _fused_sdp_choice: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_mask?: Tensor | null | undefined, dropout_p?: number | undefined, is_causal?: boolean | undefined, options?: { scale?: number | null | undefined; enable_gqa?: boolean | undefined }): number; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_mask?: Tensor | null | undefined; dropout_p?: number | undefined; is_causal?: boolean | undefined; scale?: number | null | undefined; enable_gqa?: boolean | undefined }): number };
    };
    _fused_sgd: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, grads: Tensors, momentum_buffer_list: Tensors, options: { weight_decay: number; momentum: number; lr: number; dampening: number; nesterov: boolean; maximize: boolean; is_first_step: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ out(self: Tensors, grads: Tensors, momentum_buffer_list: Tensors, options: { weight_decay: number; momentum: number; lr: number; dampening: number; nesterov: boolean; maximize: boolean; is_first_step: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, momentum_buffer_list: Tensors, options: { weight_decay: number; momentum: number; lr: Tensor; dampening: number; nesterov: boolean; maximize: boolean; is_first_step: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): [Tensor[], Tensor[], Tensor[]];
      /** LibTorch 2.13.0 only. */ tensor_lr_out(self: Tensors, grads: Tensors, momentum_buffer_list: Tensors, options: { weight_decay: number; momentum: number; lr: Tensor; dampening: number; nesterov: boolean; maximize: boolean; is_first_step: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined; out: Tensors }): void;
    };
    _fused_sgd_: {
      /** LibTorch 2.13.0 only. */ default(self: Tensors, grads: Tensors, momentum_buffer_list: Tensors, options: { weight_decay: number; momentum: number; lr: number; dampening: number; nesterov: boolean; maximize: boolean; is_first_step: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
      /** LibTorch 2.13.0 only. */ tensor_lr(self: Tensors, grads: Tensors, momentum_buffer_list: Tensors, options: { weight_decay: number; momentum: number; lr: Tensor; dampening: number; nesterov: boolean; maximize: boolean; is_first_step: boolean; grad_scale?: Tensor | null | undefined; found_inf?: Tensor | null | undefined }): void;
    };
    _fw_primal: {
      default(self: Tensor, level: Int): Tensor;
    };
    _fw_primal_copy: {
      default(self: Tensor, level: Int): Tensor;
      out(self: Tensor, level: Int, options: { out: Tensor }): Tensor;
    };
    _gather_sparse_backward: {
      default(self: Tensor, dim: Int, index: Tensor, grad: Tensor): Tensor;
    };
    _grid_sampler_2d_cpu_fallback: {
      default(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean): Tensor;
      out(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, options: { out: Tensor }): Tensor;
    };
    _grid_sampler_2d_cpu_fallback_backward: {
      default(grad_output: Tensor, input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean): [Tensor, Tensor];
    };
    _grouped_mm: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, mat2: Tensor, offs?: Tensor | null | undefined, bias?: Tensor | null | undefined, out_dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, mat2: Tensor, options?: { offs?: Tensor | null | undefined; bias?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined }): Tensor };
    };
    _has_compatible_shallow_copy_type: {
      default(self: Tensor, from: Tensor): boolean;
    };
    _has_same_storage_numel: {
      default(self: Tensor, other: Tensor): boolean;
    };
    _histogramdd_bin_edges: {
      default(self: Tensor, bins: Ints, options?: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): Tensor[];
      out(self: Tensor, bins: Ints, options: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined; out: Tensors }): void;
    };
    _histogramdd_from_bin_cts: {
      default(self: Tensor, bins: Ints, options?: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): Tensor;
      out(self: Tensor, bins: Ints, options: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined; out: Tensor }): Tensor;
    };
    _histogramdd_from_bin_tensors: {
      default(self: Tensor, bins: Tensors, options?: { weight?: Tensor | null | undefined; density?: boolean | undefined }): Tensor;
      out(self: Tensor, bins: Tensors, options: { weight?: Tensor | null | undefined; density?: boolean | undefined; out: Tensor }): Tensor;
    };
    _index_put_impl: {
      default: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean | undefined, unsafe?: boolean | undefined): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean | undefined; unsafe?: boolean | undefined }): Tensor };
      out: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate: boolean | undefined, unsafe: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options: { accumulate?: boolean | undefined; unsafe?: boolean | undefined; out: Tensor }): Tensor };
    };
    _index_put_impl_: {
      default: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean | undefined, unsafe?: boolean | undefined): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean | undefined; unsafe?: boolean | undefined }): Tensor };
    };
    _indices: {
      default(self: Tensor): Tensor;
    };
    _indices_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _int_mm: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mat2: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, mat2: Tensor, options: { out: Tensor }): Tensor;
    };
    _is_all_true: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _is_any_true: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _is_zerotensor: {
      default(self: Tensor): boolean;
    };
    _jagged_to_padded_dense_forward: {
      /** LibTorch 2.13.0 only. */ default: { (values: Tensor, offsets: Tensors, max_lengths: Ints, padding_value?: number | undefined): Tensor; (values: Tensor, offsets: Tensors, max_lengths: Ints, options?: { padding_value?: number | undefined }): Tensor };
    };
    _lazy_clone: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _linalg_check_errors: {
      default(info: Tensor, api_name: string, options: { is_matrix: boolean }): void;
    };
    _linalg_det: {
      default(A: Tensor): [Tensor, Tensor, Tensor];
      result(A: Tensor, options: { result: Tensor; LU: Tensor; pivots: Tensor }): [Tensor, Tensor, Tensor];
    };
    _linalg_eigh: {
      default: { (A: Tensor, UPLO?: string | undefined, compute_v?: boolean | undefined): [Tensor, Tensor]; (A: Tensor, options?: { UPLO?: string | undefined; compute_v?: boolean | undefined }): [Tensor, Tensor] };
      eigenvalues: { (A: Tensor, UPLO: string | undefined, compute_v: boolean | undefined, options: { eigenvalues: Tensor; eigenvectors: Tensor }): [Tensor, Tensor]; (A: Tensor, options: { UPLO?: string | undefined; compute_v?: boolean | undefined; eigenvalues: Tensor; eigenvectors: Tensor }): [Tensor, Tensor] };
    };
    _linalg_eigvals: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _linalg_slogdet: {
      default(A: Tensor): [Tensor, Tensor, Tensor, Tensor];
      sign(A: Tensor, options: { sign: Tensor; logabsdet: Tensor; LU: Tensor; pivots: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    _linalg_solve_ex: {
      default(A: Tensor, B: Tensor, options?: { left?: boolean | undefined; check_errors?: boolean | undefined }): [Tensor, Tensor, Tensor, Tensor];
      result(A: Tensor, B: Tensor, options: { left?: boolean | undefined; check_errors?: boolean | undefined; result: Tensor; LU: Tensor; pivots: Tensor; info: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    _linalg_svd: {
      default: { (A: Tensor, full_matrices?: boolean | undefined, compute_uv?: boolean | undefined, options?: { driver?: string | null | undefined }): [Tensor, Tensor, Tensor]; (A: Tensor, options?: { full_matrices?: boolean | undefined; compute_uv?: boolean | undefined; driver?: string | null | undefined }): [Tensor, Tensor, Tensor] };
      U: { (A: Tensor, full_matrices: boolean | undefined, compute_uv: boolean | undefined, options: { driver?: string | null | undefined; U: Tensor; S: Tensor; Vh: Tensor }): [Tensor, Tensor, Tensor]; (A: Tensor, options: { full_matrices?: boolean | undefined; compute_uv?: boolean | undefined; driver?: string | null | undefined; U: Tensor; S: Tensor; Vh: Tensor }): [Tensor, Tensor, Tensor] };
    };
    _local_scalar_dense: {
      default(self: Tensor): Scalar;
    };
    _log_softmax: {
      default(self: Tensor, dim: Int, half_to_float: boolean): Tensor;
      out(self: Tensor, dim: Int, half_to_float: boolean, options: { out: Tensor }): Tensor;
    };
    _log_softmax_backward_data: {
      default(grad_output: Tensor, output: Tensor, dim: Int, input_dtype: DType | Int): Tensor;
      out(grad_output: Tensor, output: Tensor, dim: Int, input_dtype: DType | Int, options: { out: Tensor }): Tensor;
    };
    _logcumsumexp: {
      default(self: Tensor, dim: Int): Tensor;
      out(self: Tensor, dim: Int, options: { out: Tensor }): Tensor;
    };
    _lstm_mps: {
      default(input: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
      out(input: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor; out4: Tensor; out5: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _lu_with_info: {
      default: { (self: Tensor, pivot?: boolean | undefined, check_errors?: boolean | undefined): [Tensor, Tensor, Tensor]; (self: Tensor, options?: { pivot?: boolean | undefined; check_errors?: boolean | undefined }): [Tensor, Tensor, Tensor] };
    };
    _make_dep_token: {
      /** LibTorch 2.13.0 only. */ default(options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
    };
    _make_dual: {
      default(primal: Tensor, tangent: Tensor, level: Int): Tensor;
    };
    _make_dual_copy: {
      default(primal: Tensor, tangent: Tensor, level: Int): Tensor;
      out(primal: Tensor, tangent: Tensor, level: Int, options: { out: Tensor }): Tensor;
    };
    _make_per_channel_quantized_tensor: {
      default(self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int): Tensor;
      out(self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, options: { out: Tensor }): Tensor;
    };
    _make_per_tensor_quantized_tensor: {
      default(self: Tensor, scale: number, zero_point: Int): Tensor;
      out(self: Tensor, scale: number, zero_point: Int, options: { out: Tensor }): Tensor;
    };
    _masked_scale: {
      default(self: Tensor, mask: Tensor, scale: number): Tensor;
      out(self: Tensor, mask: Tensor, scale: number, options: { out: Tensor }): Tensor;
    };
    _masked_softmax: {
      default: { (self: Tensor, mask: Tensor, dim?: Int | null | undefined, mask_type?: Int | null | undefined): Tensor; (self: Tensor, mask: Tensor, options?: { dim?: Int | null | undefined; mask_type?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, mask: Tensor, dim: Int | null | undefined, mask_type: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, mask: Tensor, options: { dim?: Int | null | undefined; mask_type?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _masked_softmax_backward: {
      default: { (grad_output: Tensor, output: Tensor, mask: Tensor, dim?: Int | null | undefined): Tensor; (grad_output: Tensor, output: Tensor, mask: Tensor, options?: { dim?: Int | null | undefined }): Tensor };
      out: { (grad_output: Tensor, output: Tensor, mask: Tensor, dim: Int | null | undefined, options: { out: Tensor }): Tensor; (grad_output: Tensor, output: Tensor, mask: Tensor, options: { dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _mixed_dtypes_linear: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor, scale: Tensor, options?: { bias?: Tensor | null | undefined; activation?: string | null | undefined }): Tensor;
    };
    _mkldnn_reshape: {
      default(self: Tensor, shape: Ints): Tensor;
      out(self: Tensor, shape: Ints, options: { out: Tensor }): Tensor;
    };
    _mkldnn_transpose: {
      default(self: Tensor, dim0: Int, dim1: Int): Tensor;
      out(self: Tensor, dim0: Int, dim1: Int, options: { out: Tensor }): Tensor;
    };
    _mkldnn_transpose_: {
      default(self: Tensor, dim0: Int, dim1: Int): Tensor;
    };
    _mps_convolution: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int): Tensor;
      out(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    _mps_convolution_transpose: {
      default(self: Tensor, weight: Tensor, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int): Tensor;
      out(self: Tensor, weight: Tensor, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    _mps_max_pool2d: {
      /** LibTorch 1.13.0 only. */ default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    _native_batch_norm_legit: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, training: boolean, momentum: number, eps: number): [Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ no_stats(input: Tensor, weight: Tensor | null, bias: Tensor | null, training: boolean, momentum: number, eps: number): [Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ no_stats_out(input: Tensor, weight: Tensor | null, bias: Tensor | null, training: boolean, momentum: number, eps: number, options: { out: Tensor; save_mean: Tensor; save_invstd: Tensor }): [Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, training: boolean, momentum: number, eps: number, options: { out: Tensor; save_mean: Tensor; save_invstd: Tensor }): [Tensor, Tensor, Tensor];
    };
    _native_batch_norm_legit_functional: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, training: boolean, momentum: number, eps: number): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _native_batch_norm_legit_no_training: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, momentum: number, eps: number): [Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor, running_var: Tensor, momentum: number, eps: number, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    _native_decoder_only_multi_head_attention: {
      /** LibTorch 1.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, mask?: Tensor | null | undefined, incr_key?: Tensor | null | undefined, incr_value?: Tensor | null | undefined, need_weights?: boolean | undefined, average_attn_weights?: boolean | undefined): [Tensor, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, options?: { mask?: Tensor | null | undefined; incr_key?: Tensor | null | undefined; incr_value?: Tensor | null | undefined; need_weights?: boolean | undefined; average_attn_weights?: boolean | undefined }): [Tensor, Tensor, Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ out: { (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, mask: Tensor | null | undefined, incr_key: Tensor | null | undefined, incr_value: Tensor | null | undefined, need_weights: boolean | undefined, average_attn_weights: boolean | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, options: { mask?: Tensor | null | undefined; incr_key?: Tensor | null | undefined; incr_value?: Tensor | null | undefined; need_weights?: boolean | undefined; average_attn_weights?: boolean | undefined; out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor] };
    };
    _native_multi_head_attention: {
      default: { (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, mask?: Tensor | null | undefined, need_weights?: boolean | undefined, average_attn_weights?: boolean | undefined, mask_type?: Int | null | undefined): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, options?: { mask?: Tensor | null | undefined; need_weights?: boolean | undefined; average_attn_weights?: boolean | undefined; mask_type?: Int | null | undefined }): [Tensor, Tensor] };
      out: { (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, mask: Tensor | null | undefined, need_weights: boolean | undefined, average_attn_weights: boolean | undefined, mask_type: Int | null | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, options: { mask?: Tensor | null | undefined; need_weights?: boolean | undefined; average_attn_weights?: boolean | undefined; mask_type?: Int | null | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _neg_view: {
      default(self: Tensor): Tensor;
    };
    _neg_view_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_compute_contiguous_strides_offsets: {
      /** LibTorch 2.13.0 only. */ default(nested_size: Tensor): [Tensor, Tensor];
    };
    _nested_from_padded: {
      default: { (padded: Tensor, cpu_nested_shape_example: Tensor, fuse_transform_0213?: boolean | undefined): Tensor; (padded: Tensor, cpu_nested_shape_example: Tensor, options?: { fuse_transform_0213?: boolean | undefined }): Tensor };
      out: { (padded: Tensor, cpu_nested_shape_example: Tensor, fuse_transform_0213: boolean | undefined, options: { out: Tensor }): Tensor; (padded: Tensor, cpu_nested_shape_example: Tensor, options: { fuse_transform_0213?: boolean | undefined; out: Tensor }): Tensor };
    };
    _nested_from_padded_and_nested_example: {
      default(padded: Tensor, nt_example: Tensor): Tensor;
      out(padded: Tensor, nt_example: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_from_padded_tensor: {
      /** LibTorch 2.13.0 only. */ default: { (padded: Tensor, offsets: Tensor, dummy: Tensor, ragged_idx?: Int | undefined, min_seqlen?: Tensor | null | undefined, max_seqlen?: Tensor | null | undefined, sum_S?: Int | null | undefined): Tensor; (padded: Tensor, offsets: Tensor, dummy: Tensor, options?: { ragged_idx?: Int | undefined; min_seqlen?: Tensor | null | undefined; max_seqlen?: Tensor | null | undefined; sum_S?: Int | null | undefined }): Tensor };
    };
    _nested_get_jagged_dummy: {
      /** LibTorch 2.13.0 only. */ default(any: Tensor): Tensor;
    };
    _nested_get_lengths: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _nested_get_max_seqlen: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _nested_get_min_seqlen: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _nested_get_offsets: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _nested_get_ragged_idx: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    _nested_get_values: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _nested_get_values_copy: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_select_backward: {
      default(grad_output: Tensor, self: Tensor, dim: Int, index: Int): Tensor;
    };
    _nested_sum_backward: {
      default: { (grad: Tensor, self: Tensor, dim: IntsOrOne | null, keepdim?: boolean | undefined): Tensor; (grad: Tensor, self: Tensor, dim: IntsOrOne | null, options?: { keepdim?: boolean | undefined }): Tensor };
    };
    _nested_tensor_from_mask: {
      default: { (t: Tensor, mask: Tensor, mask_check?: boolean | undefined): Tensor; (t: Tensor, mask: Tensor, options?: { mask_check?: boolean | undefined }): Tensor };
      out: { (t: Tensor, mask: Tensor, mask_check: boolean | undefined, options: { out: Tensor }): Tensor; (t: Tensor, mask: Tensor, options: { mask_check?: boolean | undefined; out: Tensor }): Tensor };
    };
    _nested_tensor_from_mask_left_aligned: {
      default(t: Tensor, mask: Tensor): boolean;
    };
    _nested_tensor_from_tensor_list: {
      default: { (list: Tensors, dtype?: DType | Int | null | undefined, layout?: string | null | undefined, device?: string | null | undefined, pin_memory?: boolean | null | undefined): Tensor; (list: Tensors, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      out: { (list: Tensors, dtype: DType | Int | null | undefined, layout: string | null | undefined, device: string | null | undefined, pin_memory: boolean | null | undefined, options: { out: Tensor }): Tensor; (list: Tensors, options: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; out: Tensor }): Tensor };
    };
    _nested_tensor_layer_norm: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, weight: Tensor | null, bias: Tensor | null, eps: number): Tensor;
      /** LibTorch 1.13.0 only. */ out(self: Tensor, weight: Tensor | null, bias: Tensor | null, eps: number, options: { out: Tensor }): Tensor;
    };
    _nested_tensor_offsets: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor): number[];
    };
    _nested_tensor_size: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_tensor_softmax_with_shape: {
      default(self: Tensor, query: Tensor): Tensor;
    };
    _nested_tensor_storage_offsets: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_tensor_strides: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_view_from_buffer: {
      default(self: Tensor, nested_size: Tensor, nested_strides: Tensor, offsets: Tensor): Tensor;
    };
    _nested_view_from_buffer_copy: {
      default(self: Tensor, nested_size: Tensor, nested_strides: Tensor, offsets: Tensor): Tensor;
      out(self: Tensor, nested_size: Tensor, nested_strides: Tensor, offsets: Tensor, options: { out: Tensor }): Tensor;
    };
    _nested_view_from_jagged: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, offsets: Tensor, dummy: Tensor, lengths?: Tensor | null | undefined, ragged_idx?: Int | undefined, min_seqlen?: Tensor | null | undefined, max_seqlen?: Tensor | null | undefined): Tensor; (self: Tensor, offsets: Tensor, dummy: Tensor, options?: { lengths?: Tensor | null | undefined; ragged_idx?: Int | undefined; min_seqlen?: Tensor | null | undefined; max_seqlen?: Tensor | null | undefined }): Tensor };
    };
    _nested_view_from_jagged_copy: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, offsets: Tensor, dummy: Tensor, lengths?: Tensor | null | undefined, ragged_idx?: Int | undefined, min_seqlen?: Tensor | null | undefined, max_seqlen?: Tensor | null | undefined): Tensor; (self: Tensor, offsets: Tensor, dummy: Tensor, options?: { lengths?: Tensor | null | undefined; ragged_idx?: Int | undefined; min_seqlen?: Tensor | null | undefined; max_seqlen?: Tensor | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, offsets: Tensor, dummy: Tensor, lengths: Tensor | null | undefined, ragged_idx: Int | undefined, min_seqlen: Tensor | null | undefined, max_seqlen: Tensor | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, offsets: Tensor, dummy: Tensor, options: { lengths?: Tensor | null | undefined; ragged_idx?: Int | undefined; min_seqlen?: Tensor | null | undefined; max_seqlen?: Tensor | null | undefined; out: Tensor }): Tensor };
    };
    _new_zeros_with_same_feature_meta: {
      default(self: Tensor, other: Tensor, options?: { self_num_batch_dims?: Int | undefined }): Tensor;
      out(self: Tensor, other: Tensor, options: { self_num_batch_dims?: Int | undefined; out: Tensor }): Tensor;
    };
    _nnpack_available: {
      default(): boolean;
    };
    _nnpack_spatial_convolution: {
      default: { (input: Tensor, weight: Tensor, bias: Tensor | null, padding: IntsOrOne, stride?: IntsOrOne | undefined): Tensor; (input: Tensor, weight: Tensor, bias: Tensor | null, padding: IntsOrOne, options?: { stride?: IntsOrOne | undefined }): Tensor };
      out: { (input: Tensor, weight: Tensor, bias: Tensor | null, padding: IntsOrOne, stride: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (input: Tensor, weight: Tensor, bias: Tensor | null, padding: IntsOrOne, options: { stride?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    _nnz: {
      default(self: Tensor): number;
    };
    _pack_padded_sequence: {
      default(input: Tensor, lengths: Tensor, batch_first: boolean): [Tensor, Tensor];
      out(input: Tensor, lengths: Tensor, batch_first: boolean, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    _pack_padded_sequence_backward: {
      default(grad: Tensor, input_size: Ints, batch_sizes: Tensor, batch_first: boolean): Tensor;
    };
    _pad_circular: {
      default(self: Tensor, pad: Ints): Tensor;
    };
    _pad_enum: {
      default: { (self: Tensor, pad: Ints, mode: Int, value?: number | null | undefined): Tensor; (self: Tensor, pad: Ints, mode: Int, options?: { value?: number | null | undefined }): Tensor };
    };
    _pad_packed_sequence: {
      default(data: Tensor, batch_sizes: Tensor, batch_first: boolean, padding_value: Scalar, total_length: Int): [Tensor, Tensor];
    };
    _padded_dense_to_jagged_forward: {
      /** LibTorch 2.13.0 only. */ default: { (dense: Tensor, offsets: Tensors, total_L?: Int | null | undefined): Tensor; (dense: Tensor, offsets: Tensors, options?: { total_L?: Int | null | undefined }): Tensor };
    };
    _pdist_backward: {
      default(grad: Tensor, self: Tensor, p: number, pdist: Tensor): Tensor;
      out(grad: Tensor, self: Tensor, p: number, pdist: Tensor, options: { out: Tensor }): Tensor;
    };
    _pdist_forward: {
      default: { (self: Tensor, p?: number | undefined): Tensor; (self: Tensor, options?: { p?: number | undefined }): Tensor };
      out: { (self: Tensor, p: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { p?: number | undefined; out: Tensor }): Tensor };
    };
    _philox_key_fold_in: {
      /** LibTorch 2.13.0 only. */ default(key: Tensor, data: Int): Tensor;
    };
    _philox_key_split: {
      /** LibTorch 2.13.0 only. */ default(key: Tensor, num_splits: Int): Tensor;
    };
    _philox_normal: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, key: Tensor, mean?: number | undefined, std?: number | undefined): Tensor; (self: Tensor, key: Tensor, options?: { mean?: number | undefined; std?: number | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, key: Tensor, mean: number | undefined, std: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, key: Tensor, options: { mean?: number | undefined; std?: number | undefined; out: Tensor }): Tensor };
    };
    _philox_normal_: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, key: Tensor, mean?: number | undefined, std?: number | undefined): Tensor; (self: Tensor, key: Tensor, options?: { mean?: number | undefined; std?: number | undefined }): Tensor };
    };
    _philox_uniform: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, key: Tensor, low?: number | undefined, high?: number | undefined): Tensor; (self: Tensor, key: Tensor, options?: { low?: number | undefined; high?: number | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, key: Tensor, low: number | undefined, high: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, key: Tensor, options: { low?: number | undefined; high?: number | undefined; out: Tensor }): Tensor };
    };
    _philox_uniform_: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, key: Tensor, low?: number | undefined, high?: number | undefined): Tensor; (self: Tensor, key: Tensor, options?: { low?: number | undefined; high?: number | undefined }): Tensor };
    };
    _pin_memory: {
      default: { (self: Tensor, device?: string | null | undefined): Tensor; (self: Tensor, options?: { device?: string | null | undefined }): Tensor };
      out: { (self: Tensor, device: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { device?: string | null | undefined; out: Tensor }): Tensor };
    };
    _prelu_kernel: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, weight: Tensor): Tensor;
    };
    _prelu_kernel_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_output: Tensor, self: Tensor, weight: Tensor): [Tensor, Tensor];
    };
    _print: {
      /** LibTorch 2.13.0 only. */ default(s: string): void;
    };
    _propagate_xla_data: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, output: Tensor): void;
    };
    _remove_batch_dim: {
      default(self: Tensor, level: Int, batch_size: Int, out_dim: Int): Tensor;
    };
    _reshape_alias: {
      default(self: Tensor, size: Ints, stride: Ints): Tensor;
    };
    _reshape_alias_copy: {
      default(self: Tensor, size: Ints, stride: Ints): Tensor;
      out(self: Tensor, size: Ints, stride: Ints, options: { out: Tensor }): Tensor;
    };
    _reshape_copy: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, size: Ints): Tensor;
    };
    _reshape_from_tensor: {
      default(self: Tensor, shape: Tensor): Tensor;
    };
    _resize_output: {
      default(self: Tensor, size: Ints, device: string): Tensor;
      out(self: Tensor, size: Ints, device: string, options: { out: Tensor }): Tensor;
    };
    _resize_output_: {
      default(self: Tensor, size: Ints, device: string): Tensor;
    };
    _rowwise_prune: {
      default(weight: Tensor, mask: Tensor, compressed_indices_dtype: DType | Int): [Tensor, Tensor];
    };
    _safe_softmax: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, dim: Int, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor };
    };
    _sample_dirichlet: {
      default: { (self: Tensor, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, generator: Generator | null | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    _saturate_weight_to_fp16: {
      default(weight: Tensor): Tensor;
    };
    _scaled_dot_product_attention: {
      /** LibTorch 1.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_mask?: Tensor | null | undefined, dropout_p?: number | undefined, need_attn_weights?: boolean | undefined, is_causal?: boolean | undefined): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_mask?: Tensor | null | undefined; dropout_p?: number | undefined; need_attn_weights?: boolean | undefined; is_causal?: boolean | undefined }): [Tensor, Tensor] };
    };
    _scaled_dot_product_attention_forward: {
      /** LibTorch 1.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_mask?: Tensor | null | undefined, dropout_p?: number | undefined, need_attn_weights?: boolean | undefined, is_causal?: boolean | undefined): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_mask?: Tensor | null | undefined; dropout_p?: number | undefined; need_attn_weights?: boolean | undefined; is_causal?: boolean | undefined }): [Tensor, Tensor] };
    };
    _scaled_dot_product_attention_math: {
      default: { (query: Tensor, key: Tensor, value: Tensor, attn_mask?: Tensor | null | undefined, dropout_p?: number | undefined, is_causal?: boolean | undefined, dropout_mask?: Tensor | null | undefined, options?: { scale?: number | null | undefined; enable_gqa?: boolean | undefined }): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_mask?: Tensor | null | undefined; dropout_p?: number | undefined; is_causal?: boolean | undefined; dropout_mask?: Tensor | null | undefined; scale?: number | null | undefined; enable_gqa?: boolean | undefined }): [Tensor, Tensor] };
    };
    _scaled_dot_product_attention_math_for_mps: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_mask?: Tensor | null | undefined, dropout_p?: number | undefined, is_causal?: boolean | undefined, dropout_mask?: Tensor | null | undefined, options?: { scale?: number | null | undefined; enable_gqa?: boolean | undefined }): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_mask?: Tensor | null | undefined; dropout_p?: number | undefined; is_causal?: boolean | undefined; dropout_mask?: Tensor | null | undefined; scale?: number | null | undefined; enable_gqa?: boolean | undefined }): [Tensor, Tensor] };
    };
    _scaled_dot_product_cudnn_attention: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor | null, compute_log_sumexp: boolean, dropout_p?: number | undefined, is_causal?: boolean | undefined, return_debug_mask?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor | null, compute_log_sumexp: boolean, options?: { dropout_p?: number | undefined; is_causal?: boolean | undefined; return_debug_mask?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor] };
    };
    _scaled_dot_product_cudnn_attention_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, query: Tensor, key: Tensor, value: Tensor, out: Tensor, logsumexp: Tensor, philox_seed: Tensor, philox_offset: Tensor, attn_bias: Tensor, cum_seq_q: Tensor, cum_seq_k: Tensor, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor];
    };
    _scaled_dot_product_efficient_attention: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor | null, compute_log_sumexp: boolean, dropout_p?: number | undefined, is_causal?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor | null, compute_log_sumexp: boolean, options?: { dropout_p?: number | undefined; is_causal?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor] };
    };
    _scaled_dot_product_efficient_attention_backward: {
      /** LibTorch 2.13.0 only. */ default: { (grad_out_: Tensor, query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor, out: Tensor, logsumexp: Tensor, philox_seed: Tensor, philox_offset: Tensor, dropout_p: number, grad_input_mask: readonly (boolean)[], is_causal?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor]; (grad_out_: Tensor, query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor, out: Tensor, logsumexp: Tensor, philox_seed: Tensor, philox_offset: Tensor, dropout_p: number, grad_input_mask: readonly (boolean)[], options?: { is_causal?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor] };
    };
    _scaled_dot_product_flash_attention: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, dropout_p?: number | undefined, is_causal?: boolean | undefined, return_debug_mask?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { dropout_p?: number | undefined; is_causal?: boolean | undefined; return_debug_mask?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor] };
      /** LibTorch 2.13.0 only. */ quantized: { (query: Tensor, key: Tensor, value: Tensor, q_descale: Tensor | null, k_descale: Tensor | null, v_descale: Tensor | null, dropout_p?: number | undefined, is_causal?: boolean | undefined, return_debug_mask?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, q_descale: Tensor | null, k_descale: Tensor | null, v_descale: Tensor | null, options?: { dropout_p?: number | undefined; is_causal?: boolean | undefined; return_debug_mask?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor] };
    };
    _scaled_dot_product_flash_attention_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, query: Tensor, key: Tensor, value: Tensor, out: Tensor, logsumexp: Tensor, cum_seq_q: Tensor, cum_seq_k: Tensor, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, philox_seed: Tensor, philox_offset: Tensor, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor];
    };
    _scaled_dot_product_flash_attention_for_cpu: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, dropout_p?: number | undefined, is_causal?: boolean | undefined, options?: { attn_mask?: Tensor | null | undefined; scale?: number | null | undefined }): [Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { dropout_p?: number | undefined; is_causal?: boolean | undefined; attn_mask?: Tensor | null | undefined; scale?: number | null | undefined }): [Tensor, Tensor] };
    };
    _scaled_dot_product_flash_attention_for_cpu_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, query: Tensor, key: Tensor, value: Tensor, out: Tensor, logsumexp: Tensor, dropout_p: number, is_causal: boolean, options?: { attn_mask?: Tensor | null | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor];
    };
    _scaled_dot_product_fused_attention_overrideable: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_bias?: Tensor | null | undefined, dropout_p?: number | undefined, is_causal?: boolean | undefined, return_debug_mask?: boolean | undefined, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor]; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_bias?: Tensor | null | undefined; dropout_p?: number | undefined; is_causal?: boolean | undefined; return_debug_mask?: boolean | undefined; scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor, number, number, Tensor, Tensor, Tensor] };
    };
    _scaled_dot_product_fused_attention_overrideable_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, query: Tensor, key: Tensor, value: Tensor, attn_bias: Tensor, grad_input_mask: readonly (boolean)[], out: Tensor, logsumexp: Tensor, cum_seq_q: Tensor, cum_seq_k: Tensor, max_q: Int, max_k: Int, dropout_p: number, is_causal: boolean, philox_seed: Tensor, philox_offset: Tensor, options?: { scale?: number | null | undefined }): [Tensor, Tensor, Tensor, Tensor];
    };
    _scaled_grouped_mm: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, mat2: Tensor, scale_a: Tensor, scale_b: Tensor, offs?: Tensor | null | undefined, bias?: Tensor | null | undefined, scale_result?: Tensor | null | undefined, out_dtype?: DType | Int | null | undefined, use_fast_accum?: boolean | undefined): Tensor; (self: Tensor, mat2: Tensor, scale_a: Tensor, scale_b: Tensor, options?: { offs?: Tensor | null | undefined; bias?: Tensor | null | undefined; scale_result?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined; use_fast_accum?: boolean | undefined }): Tensor };
    };
    _scaled_grouped_mm_v2: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, mat2: Tensor, scale_a: Tensors, recipe_a: Ints, swizzle_a: Ints, scale_b: Tensors, recipe_b: Ints, swizzle_b: Ints, offs?: Tensor | null | undefined, bias?: Tensor | null | undefined, out_dtype?: DType | Int | null | undefined, contraction_dim?: Ints | undefined, use_fast_accum?: boolean | undefined): Tensor; (self: Tensor, mat2: Tensor, scale_a: Tensors, recipe_a: Ints, swizzle_a: Ints, scale_b: Tensors, recipe_b: Ints, swizzle_b: Ints, options?: { offs?: Tensor | null | undefined; bias?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined; contraction_dim?: Ints | undefined; use_fast_accum?: boolean | undefined }): Tensor };
    };
    _scaled_mm: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, mat2: Tensor, scale_a: Tensor, scale_b: Tensor, bias?: Tensor | null | undefined, scale_result?: Tensor | null | undefined, out_dtype?: DType | Int | null | undefined, use_fast_accum?: boolean | undefined): Tensor; (self: Tensor, mat2: Tensor, scale_a: Tensor, scale_b: Tensor, options?: { bias?: Tensor | null | undefined; scale_result?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined; use_fast_accum?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, mat2: Tensor, scale_a: Tensor, scale_b: Tensor, bias: Tensor | null | undefined, scale_result: Tensor | null | undefined, out_dtype: DType | Int | null | undefined, use_fast_accum: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, mat2: Tensor, scale_a: Tensor, scale_b: Tensor, options: { bias?: Tensor | null | undefined; scale_result?: Tensor | null | undefined; out_dtype?: DType | Int | null | undefined; use_fast_accum?: boolean | undefined; out: Tensor }): Tensor };
    };
    _scaled_mm_v2: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, mat2: Tensor, scale_a: Tensors, recipe_a: Ints, swizzle_a: Ints, scale_b: Tensors, recipe_b: Ints, swizzle_b: Ints, bias: Tensor | null, out_dtype: DType | Int | null, contraction_dim?: Ints | undefined, use_fast_accum?: boolean | undefined): Tensor; (self: Tensor, mat2: Tensor, scale_a: Tensors, recipe_a: Ints, swizzle_a: Ints, scale_b: Tensors, recipe_b: Ints, swizzle_b: Ints, bias: Tensor | null, out_dtype: DType | Int | null, options?: { contraction_dim?: Ints | undefined; use_fast_accum?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, mat2: Tensor, scale_a: Tensors, recipe_a: Ints, swizzle_a: Ints, scale_b: Tensors, recipe_b: Ints, swizzle_b: Ints, bias: Tensor | null, out_dtype: DType | Int | null, contraction_dim: Ints | undefined, use_fast_accum: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, mat2: Tensor, scale_a: Tensors, recipe_a: Ints, swizzle_a: Ints, scale_b: Tensors, recipe_b: Ints, swizzle_b: Ints, bias: Tensor | null, out_dtype: DType | Int | null, options: { contraction_dim?: Ints | undefined; use_fast_accum?: boolean | undefined; out: Tensor }): Tensor };
    };
    _segment_reduce_backward: {
      default(grad: Tensor, output: Tensor, data: Tensor, reduce: string, options?: { lengths?: Tensor | null | undefined; offsets?: Tensor | null | undefined; axis?: Int | undefined; initial?: Scalar | null | undefined }): Tensor;
      out(grad: Tensor, output: Tensor, data: Tensor, reduce: string, options: { lengths?: Tensor | null | undefined; offsets?: Tensor | null | undefined; axis?: Int | undefined; initial?: Scalar | null | undefined; out: Tensor }): Tensor;
    };
    _shape_as_tensor: {
      default(self: Tensor): Tensor;
    };
    _slow_conv2d_backward: {
      grad_input(grad_output: Tensor, self: Tensor, weight: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, options: { grad_input: Tensor; grad_weight: Tensor; grad_bias: Tensor }): [Tensor, Tensor, Tensor];
      output_mask(grad_output: Tensor, self: Tensor, weight: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      output_mask_out(grad_output: Tensor, self: Tensor, weight: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    _slow_conv2d_forward: {
      default(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne): Tensor;
      output(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, options: { output: Tensor }): Tensor;
    };
    _sobol_engine_draw: {
      default(quasi: Tensor, n: Int, sobolstate: Tensor, dimension: Int, num_generated: Int, dtype: DType | Int | null): [Tensor, Tensor];
    };
    _sobol_engine_ff_: {
      default(self: Tensor, n: Int, sobolstate: Tensor, dimension: Int, num_generated: Int): Tensor;
    };
    _sobol_engine_initialize_state_: {
      default(self: Tensor, dimension: Int): Tensor;
    };
    _sobol_engine_scramble_: {
      default(self: Tensor, ltm: Tensor, dimension: Int): Tensor;
    };
    _softmax: {
      default(self: Tensor, dim: Int, half_to_float: boolean): Tensor;
      out(self: Tensor, dim: Int, half_to_float: boolean, options: { out: Tensor }): Tensor;
    };
    _softmax_backward_data: {
      default(grad_output: Tensor, output: Tensor, dim: Int, input_dtype: DType | Int): Tensor;
      out(grad_output: Tensor, output: Tensor, dim: Int, input_dtype: DType | Int, options: { grad_input: Tensor }): Tensor;
    };
    _sparse_addmm: {
      default(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, mat1: Tensor, mat2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    _sparse_broadcast_to: {
      default(self: Tensor, size: Ints): Tensor;
    };
    _sparse_broadcast_to_copy: {
      default(self: Tensor, size: Ints): Tensor;
      out(self: Tensor, size: Ints, options: { out: Tensor }): Tensor;
    };
    _sparse_bsc_tensor_unsafe: {
      default(ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    _sparse_bsr_tensor_unsafe: {
      default(crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    _sparse_compressed_tensor_unsafe: {
      default(compressed_indices: Tensor, plain_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    _sparse_compressed_tensor_with_dims: {
      /** LibTorch 2.13.0 only. */ default(nnz: Int, dense_dim: Int, size: Ints, blocksize: Ints, index_dtype: DType | Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    _sparse_coo_tensor_unsafe: {
      default(indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; is_coalesced?: boolean | null | undefined }): Tensor;
    };
    _sparse_coo_tensor_with_dims: {
      default(sparse_dim: Int, dense_dim: Int, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(sparse_dim: Int, dense_dim: Int, size: Ints, options: { out: Tensor }): Tensor;
    };
    _sparse_coo_tensor_with_dims_and_tensors: {
      default(sparse_dim: Int, dense_dim: Int, size: Ints, indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; is_coalesced?: boolean | null | undefined }): Tensor;
      out(sparse_dim: Int, dense_dim: Int, size: Ints, indices: Tensor, values: Tensor, options: { is_coalesced?: boolean | null | undefined; out: Tensor }): Tensor;
    };
    _sparse_csc_tensor_unsafe: {
      default(ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    _sparse_csr_prod: {
      dim_dtype: { (self: Tensor, dim: IntsOrOne, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: IntsOrOne, options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      dim_dtype_out: { (self: Tensor, dim: IntsOrOne, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne, options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    _sparse_csr_sum: {
      dim_dtype: { (self: Tensor, dim: IntsOrOne, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: IntsOrOne, options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      dim_dtype_out: { (self: Tensor, dim: IntsOrOne, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne, options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    _sparse_csr_tensor_unsafe: {
      default(crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    _sparse_log_softmax: {
      default(self: Tensor, dim: Int, half_to_float: boolean): Tensor;
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      int: { (self: Tensor, dim: Int, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor };
      out(self: Tensor, dim: Int, half_to_float: boolean, options: { out: Tensor }): Tensor;
    };
    _sparse_log_softmax_backward_data: {
      default(grad_output: Tensor, output: Tensor, dim: Int, self: Tensor): Tensor;
      out(grad_output: Tensor, output: Tensor, dim: Int, self: Tensor, options: { out: Tensor }): Tensor;
    };
    _sparse_mask_helper: {
      /** LibTorch 1.13.0 only. */ default(t: Tensor, mask_indices: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ out(t: Tensor, mask_indices: Tensor, options: { out: Tensor }): Tensor;
    };
    _sparse_mask_projection: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, mask: Tensor, accumulate_matches?: boolean | undefined): Tensor; (self: Tensor, mask: Tensor, options?: { accumulate_matches?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, mask: Tensor, accumulate_matches: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, mask: Tensor, options: { accumulate_matches?: boolean | undefined; out: Tensor }): Tensor };
    };
    _sparse_mm: {
      default(sparse: Tensor, dense: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ reduce(sparse: Tensor, dense: Tensor, reduce: string): Tensor;
    };
    _sparse_mm_reduce_impl: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, other: Tensor, reduce: string): [Tensor, Tensor];
    };
    _sparse_mm_reduce_impl_backward: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, grad_out: Tensor, weight: Tensor, reduce: string, arg_out: Tensor, output_mask: readonly (boolean)[]): [Tensor, Tensor];
    };
    _sparse_semi_structured_addmm: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, mat1: Tensor, mat1_meta: Tensor, mat2: Tensor, options?: { alpha?: Scalar | undefined; beta?: Scalar | undefined; out_dtype?: DType | Int | null | undefined }): Tensor;
    };
    _sparse_semi_structured_apply: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, thread_masks: Tensor): [Tensor, Tensor];
    };
    _sparse_semi_structured_apply_dense: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, thread_masks: Tensor): Tensor;
    };
    _sparse_semi_structured_linear: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight: Tensor, meta: Tensor, options?: { bias?: Tensor | null | undefined; activation?: string | null | undefined; out_dtype?: DType | Int | null | undefined }): Tensor;
    };
    _sparse_semi_structured_mm: {
      /** LibTorch 2.13.0 only. */ default(mat1: Tensor, mat1_meta: Tensor, mat2: Tensor, options?: { out_dtype?: DType | Int | null | undefined }): Tensor;
    };
    _sparse_semi_structured_tile: {
      /** LibTorch 2.13.0 only. */ default: { (input: Tensor, algorithm?: string | undefined, use_cutlass?: boolean | undefined): [Tensor, Tensor, Tensor, Tensor, Tensor]; (input: Tensor, options?: { algorithm?: string | undefined; use_cutlass?: boolean | undefined }): [Tensor, Tensor, Tensor, Tensor, Tensor] };
    };
    _sparse_softmax: {
      default(self: Tensor, dim: Int, half_to_float: boolean): Tensor;
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      int: { (self: Tensor, dim: Int, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor };
      out(self: Tensor, dim: Int, half_to_float: boolean, options: { out: Tensor }): Tensor;
    };
    _sparse_softmax_backward_data: {
      default(grad_output: Tensor, output: Tensor, dim: Int, self: Tensor): Tensor;
      out(grad_output: Tensor, output: Tensor, dim: Int, self: Tensor, options: { out: Tensor }): Tensor;
    };
    _sparse_sparse_matmul: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    _sparse_sum: {
      default(self: Tensor): Tensor;
      dim(self: Tensor, dim: IntsOrOne): Tensor;
      dim_dtype(self: Tensor, dim: IntsOrOne, options: { dtype: DType | Int }): Tensor;
      dim_out(self: Tensor, dim: IntsOrOne, options: { out: Tensor }): Tensor;
      dtype(self: Tensor, options: { dtype: DType | Int }): Tensor;
    };
    _sparse_sum_backward: {
      default(grad: Tensor, self: Tensor, dim: Ints): Tensor;
      out(grad: Tensor, self: Tensor, dim: Ints, options: { out: Tensor }): Tensor;
    };
    _spdiags: {
      default: { (diagonals: Tensor, offsets: Tensor, shape: Ints, layout?: string | null | undefined): Tensor; (diagonals: Tensor, offsets: Tensor, shape: Ints, options?: { layout?: string | null | undefined }): Tensor };
      out: { (diagonals: Tensor, offsets: Tensor, shape: Ints, layout: string | null | undefined, options: { out: Tensor }): Tensor; (diagonals: Tensor, offsets: Tensor, shape: Ints, options: { layout?: string | null | undefined; out: Tensor }): Tensor };
    };
    _spsolve: {
      /** LibTorch 2.13.0 only. */ default(A: Tensor, B: Tensor, options?: { left?: boolean | undefined }): Tensor;
    };
    _stack: {
      default: { (tensors: Tensors, dim?: Int | undefined): Tensor; (tensors: Tensors, options?: { dim?: Int | undefined }): Tensor };
      out: { (tensors: Tensors, dim: Int | undefined, options: { out: Tensor }): Tensor; (tensors: Tensors, options: { dim?: Int | undefined; out: Tensor }): Tensor };
    };
    _standard_gamma: {
      default: { (self: Tensor, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, generator: Generator | null | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    _standard_gamma_grad: {
      default(self: Tensor, output: Tensor): Tensor;
      out(self: Tensor, output: Tensor, options: { out: Tensor }): Tensor;
    };
    _symeig_helper: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, eigenvectors: boolean, upper: boolean): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ out(self: Tensor, eigenvectors: boolean, upper: boolean, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    _test_ambiguous_defaults: {
      a: { (dummy: Tensor, a?: Int | undefined, b?: Int | undefined): Tensor; (dummy: Tensor, options?: { a?: Int | undefined; b?: Int | undefined }): Tensor };
      b: { (dummy: Tensor, a?: Int | undefined, b?: string | undefined): Tensor; (dummy: Tensor, options?: { a?: Int | undefined; b?: string | undefined }): Tensor };
    };
    _test_autograd_multiple_dispatch: {
      fullcoverage(self: Tensor): Tensor;
      fullcoverage_out(self: Tensor, options: { out: Tensor }): Tensor;
      ntonly(self: Tensor, b: boolean): Tensor;
    };
    _test_autograd_multiple_dispatch_view: {
      default(self: Tensor): Tensor;
    };
    _test_autograd_multiple_dispatch_view_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _test_check_tensor: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): Tensor;
    };
    _test_functorch_fallback: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, other: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    _test_optional_filled_intlist: {
      default(values: Tensor, addends: IntsOrOne | null): Tensor;
      out(values: Tensor, addends: IntsOrOne | null, options: { out: Tensor }): Tensor;
    };
    _test_optional_floatlist: {
      default(values: Tensor, addends: readonly (number)[] | null): Tensor;
      out(values: Tensor, addends: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _test_optional_intlist: {
      default(values: Tensor, addends: Ints | null): Tensor;
      out(values: Tensor, addends: Ints | null, options: { out: Tensor }): Tensor;
    };
    _test_parallel_materialize: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, num_parallel: Int, skip_first?: boolean | undefined): Tensor; (self: Tensor, num_parallel: Int, options?: { skip_first?: boolean | undefined }): Tensor };
    };
    _test_serialization_subcmul: {
      default: { (self: Tensor, other: Tensor, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor };
    };
    _test_string_default: {
      default: { (dummy: Tensor, a?: string | undefined, b?: string | undefined): Tensor; (dummy: Tensor, options?: { a?: string | undefined; b?: string | undefined }): Tensor };
    };
    _test_warn_in_autograd: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _thnn_differentiable_gru_cell_backward: {
      default(grad_hy: Tensor, input_gates: Tensor, hidden_gates: Tensor, hx: Tensor, input_bias: Tensor | null, hidden_bias: Tensor | null): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _thnn_differentiable_lstm_cell_backward: {
      default(grad_hy: Tensor | null, grad_cy: Tensor | null, input_gates: Tensor, hidden_gates: Tensor, input_bias: Tensor | null, hidden_bias: Tensor | null, cx: Tensor, cy: Tensor): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _thnn_fused_gru_cell: {
      default: { (input_gates: Tensor, hidden_gates: Tensor, hx: Tensor, input_bias?: Tensor | null | undefined, hidden_bias?: Tensor | null | undefined): [Tensor, Tensor]; (input_gates: Tensor, hidden_gates: Tensor, hx: Tensor, options?: { input_bias?: Tensor | null | undefined; hidden_bias?: Tensor | null | undefined }): [Tensor, Tensor] };
      out: { (input_gates: Tensor, hidden_gates: Tensor, hx: Tensor, input_bias: Tensor | null | undefined, hidden_bias: Tensor | null | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (input_gates: Tensor, hidden_gates: Tensor, hx: Tensor, options: { input_bias?: Tensor | null | undefined; hidden_bias?: Tensor | null | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _thnn_fused_gru_cell_backward: {
      default(grad_hy: Tensor, workspace: Tensor, has_bias: boolean): [Tensor, Tensor, Tensor, Tensor, Tensor];
      out(grad_hy: Tensor, workspace: Tensor, has_bias: boolean, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor; out4: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _thnn_fused_lstm_cell: {
      default: { (input_gates: Tensor, hidden_gates: Tensor, cx: Tensor, input_bias?: Tensor | null | undefined, hidden_bias?: Tensor | null | undefined): [Tensor, Tensor, Tensor]; (input_gates: Tensor, hidden_gates: Tensor, cx: Tensor, options?: { input_bias?: Tensor | null | undefined; hidden_bias?: Tensor | null | undefined }): [Tensor, Tensor, Tensor] };
      out: { (input_gates: Tensor, hidden_gates: Tensor, cx: Tensor, input_bias: Tensor | null | undefined, hidden_bias: Tensor | null | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor]; (input_gates: Tensor, hidden_gates: Tensor, cx: Tensor, options: { input_bias?: Tensor | null | undefined; hidden_bias?: Tensor | null | undefined; out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor] };
    };
    _thnn_fused_lstm_cell_backward: {
      default(grad_hy: Tensor | null, grad_cy: Tensor | null, cx: Tensor, cy: Tensor, workspace: Tensor, has_bias: boolean): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    _thnn_fused_lstm_cell_backward_impl: {
      default(grad_hy: Tensor | null, grad_cy: Tensor | null, cx: Tensor, cy: Tensor, workspace: Tensor, has_bias: boolean): [Tensor, Tensor, Tensor];
      out(grad_hy: Tensor | null, grad_cy: Tensor | null, cx: Tensor, cy: Tensor, workspace: Tensor, has_bias: boolean, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    _to_copy: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; non_blocking?: boolean | undefined; memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, options: { non_blocking?: boolean | undefined; memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    _to_cpu: {
      default(tensors: Tensors): Tensor[];
    };
    _to_dense: {
      default: { (self: Tensor, dtype?: DType | Int | null | undefined, masked_grad?: boolean | null | undefined): Tensor; (self: Tensor, options?: { dtype?: DType | Int | null | undefined; masked_grad?: boolean | null | undefined }): Tensor };
      out: { (self: Tensor, dtype: DType | Int | null | undefined, masked_grad: boolean | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dtype?: DType | Int | null | undefined; masked_grad?: boolean | null | undefined; out: Tensor }): Tensor };
    };
    _to_sparse: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, options?: { layout?: string | null | undefined; blocksize?: IntsOrOne | null | undefined; dense_dim?: Int | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, options: { layout?: string | null | undefined; blocksize?: IntsOrOne | null | undefined; dense_dim?: Int | null | undefined; out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ sparse_dim(self: Tensor, sparse_dim: Int): Tensor;
      /** LibTorch 2.13.0 only. */ sparse_dim_out(self: Tensor, sparse_dim: Int, options: { out: Tensor }): Tensor;
    };
    _to_sparse_bsc: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, blocksize: IntsOrOne, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, blocksize: IntsOrOne, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, blocksize: IntsOrOne, dense_dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, blocksize: IntsOrOne, options: { dense_dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _to_sparse_bsr: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, blocksize: IntsOrOne, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, blocksize: IntsOrOne, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, blocksize: IntsOrOne, dense_dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, blocksize: IntsOrOne, options: { dense_dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _to_sparse_csc: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, dense_dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dense_dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _to_sparse_csr: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, dense_dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dense_dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _to_sparse_semi_structured: {
      /** LibTorch 2.13.0 only. */ default(dense: Tensor): [Tensor, Tensor];
    };
    _torch_cuda_cu_linker_symbol_op: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _transform_bias_rescale_qkv: {
      default(qkv: Tensor, qkv_bias: Tensor, num_heads: Int): [Tensor, Tensor, Tensor];
      out(qkv: Tensor, qkv_bias: Tensor, num_heads: Int, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    _transformer_decoder_only_layer_fwd: {
      /** LibTorch 1.13.0 only. */ default: { (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, mask?: Tensor | null | undefined, incr_key?: Tensor | null | undefined, incr_value?: Tensor | null | undefined): [Tensor, Tensor, Tensor]; (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, options?: { mask?: Tensor | null | undefined; incr_key?: Tensor | null | undefined; incr_value?: Tensor | null | undefined }): [Tensor, Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ out: { (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, mask: Tensor | null | undefined, incr_key: Tensor | null | undefined, incr_value: Tensor | null | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor]; (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, options: { mask?: Tensor | null | undefined; incr_key?: Tensor | null | undefined; incr_value?: Tensor | null | undefined; out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor] };
    };
    _transformer_encoder_layer_fwd: {
      default: { (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, mask?: Tensor | null | undefined, mask_type?: Int | null | undefined): Tensor; (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, options?: { mask?: Tensor | null | undefined; mask_type?: Int | null | undefined }): Tensor };
      out: { (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, mask: Tensor | null | undefined, mask_type: Int | null | undefined, options: { out: Tensor }): Tensor; (src: Tensor, embed_dim: Int, num_heads: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, use_gelu: boolean, norm_first: boolean, eps: number, norm_weight_1: Tensor, norm_bias_1: Tensor, norm_weight_2: Tensor, norm_bias_2: Tensor, ffn_weight_1: Tensor, ffn_bias_1: Tensor, ffn_weight_2: Tensor, ffn_bias_2: Tensor, options: { mask?: Tensor | null | undefined; mask_type?: Int | null | undefined; out: Tensor }): Tensor };
    };
    _trilinear: {
      default: { (i1: Tensor, i2: Tensor, i3: Tensor, expand1: Ints, expand2: Ints, expand3: Ints, sumdim: Ints, unroll_dim?: Int | undefined): Tensor; (i1: Tensor, i2: Tensor, i3: Tensor, expand1: Ints, expand2: Ints, expand3: Ints, sumdim: Ints, options?: { unroll_dim?: Int | undefined }): Tensor };
      out: { (i1: Tensor, i2: Tensor, i3: Tensor, expand1: Ints, expand2: Ints, expand3: Ints, sumdim: Ints, unroll_dim: Int | undefined, options: { out: Tensor }): Tensor; (i1: Tensor, i2: Tensor, i3: Tensor, expand1: Ints, expand2: Ints, expand3: Ints, sumdim: Ints, options: { unroll_dim?: Int | undefined; out: Tensor }): Tensor };
    };
    _triton_multi_head_attention: {
      default: { (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, mask?: Tensor | null | undefined): Tensor; (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, options?: { mask?: Tensor | null | undefined }): Tensor };
      out: { (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, mask: Tensor | null | undefined, options: { out: Tensor }): Tensor; (query: Tensor, key: Tensor, value: Tensor, embed_dim: Int, num_head: Int, qkv_weight: Tensor, qkv_bias: Tensor, proj_weight: Tensor, proj_bias: Tensor, options: { mask?: Tensor | null | undefined; out: Tensor }): Tensor };
    };
    _triton_scaled_dot_attention: {
      default: { (q: Tensor, k: Tensor, v: Tensor, dropout_p?: number | undefined): Tensor; (q: Tensor, k: Tensor, v: Tensor, options?: { dropout_p?: number | undefined }): Tensor };
      out: { (q: Tensor, k: Tensor, v: Tensor, dropout_p: number | undefined, options: { out: Tensor }): Tensor; (q: Tensor, k: Tensor, v: Tensor, options: { dropout_p?: number | undefined; out: Tensor }): Tensor };
    };
    _unique: {
      default: { (self: Tensor, sorted?: boolean | undefined, return_inverse?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { sorted?: boolean | undefined; return_inverse?: boolean | undefined }): [Tensor, Tensor] };
      out: { (self: Tensor, sorted: boolean | undefined, return_inverse: boolean | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { sorted?: boolean | undefined; return_inverse?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _unique2: {
      default: { (self: Tensor, sorted?: boolean | undefined, return_inverse?: boolean | undefined, return_counts?: boolean | undefined): [Tensor, Tensor, Tensor]; (self: Tensor, options?: { sorted?: boolean | undefined; return_inverse?: boolean | undefined; return_counts?: boolean | undefined }): [Tensor, Tensor, Tensor] };
      out: { (self: Tensor, sorted: boolean | undefined, return_inverse: boolean | undefined, return_counts: boolean | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor]; (self: Tensor, options: { sorted?: boolean | undefined; return_inverse?: boolean | undefined; return_counts?: boolean | undefined; out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor] };
    };
    _unpack_dual: {
      default(dual: Tensor, level: Int): [Tensor, Tensor];
    };
    _unsafe_index: {
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensor, indices: readonly (Tensor | null)[]): Tensor;
    };
    _unsafe_index_put: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean | undefined): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean | undefined }): Tensor };
    };
    _unsafe_masked_index: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mask: Tensor, indices: readonly (Tensor | null)[], fill: Scalar): Tensor;
    };
    _unsafe_masked_index_put_accumulate: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mask: Tensor, indices: readonly (Tensor | null)[], values: Tensor): Tensor;
    };
    _unsafe_view: {
      default(self: Tensor, size: Ints): Tensor;
      out(self: Tensor, size: Ints, options: { out: Tensor }): Tensor;
    };
    _upsample_bicubic2d_aa: {
      default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_bicubic2d_aa_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_bilinear2d_aa: {
      default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_bilinear2d_aa_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_lanczos2d_aa: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      /** LibTorch 2.13.0 only. */ vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
    };
    _upsample_lanczos2d_aa_backward: {
      /** LibTorch 2.13.0 only. */ default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
    };
    _upsample_nearest_exact1d: {
      default: { (self: Tensor, output_size: IntsOrOne, scales?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, options?: { scales?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, scales: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, options: { scales?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_nearest_exact1d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options?: { scales?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options: { scales?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_nearest_exact2d: {
      default: { (self: Tensor, output_size: IntsOrOne, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_nearest_exact2d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_nearest_exact3d: {
      default: { (self: Tensor, output_size: IntsOrOne, scales_d?: number | null | undefined, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, options?: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, scales_d: number | null | undefined, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, options: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _upsample_nearest_exact3d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_d?: number | null | undefined, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options?: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_d: number | null | undefined, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    _use_cudnn_ctc_loss: {
      default(log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int): boolean;
      Tensor(log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank: Int): boolean;
    };
    _use_cudnn_rnn_flatten_weight: {
      default(): boolean;
    };
    _use_miopen_ctc_loss: {
      /** LibTorch 2.13.0 only. */ default(log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int): boolean;
      /** LibTorch 2.13.0 only. */ Tensor(log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank: Int): boolean;
    };
    _validate_compressed_sparse_indices: {
      default(is_crow: boolean, compressed_idx: Tensor, plain_idx: Tensor, cdim: Int, dim: Int, nnz: Int): void;
    };
    _validate_sparse_bsc_tensor_args: {
      default: { (ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, check_pinning?: boolean | null | undefined): void; (ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, options?: { check_pinning?: boolean | null | undefined }): void };
    };
    _validate_sparse_bsr_tensor_args: {
      default: { (crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, check_pinning?: boolean | null | undefined): void; (crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, options?: { check_pinning?: boolean | null | undefined }): void };
    };
    _validate_sparse_compressed_tensor_args: {
      default: { (compressed_indices: Tensor, plain_indices: Tensor, values: Tensor, size: Ints, layout: string, check_pinning?: boolean | null | undefined): void; (compressed_indices: Tensor, plain_indices: Tensor, values: Tensor, size: Ints, layout: string, options?: { check_pinning?: boolean | null | undefined }): void };
    };
    _validate_sparse_coo_tensor_args: {
      default: { (indices: Tensor, values: Tensor, size: Ints, is_coalesced?: boolean | null | undefined, check_pinning?: boolean | null | undefined): void; (indices: Tensor, values: Tensor, size: Ints, options?: { is_coalesced?: boolean | null | undefined; check_pinning?: boolean | null | undefined }): void };
    };
    _validate_sparse_csc_tensor_args: {
      default: { (ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, check_pinning?: boolean | null | undefined): void; (ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, options?: { check_pinning?: boolean | null | undefined }): void };
    };
    _validate_sparse_csr_tensor_args: {
      default: { (crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, check_pinning?: boolean | null | undefined): void; (crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, options?: { check_pinning?: boolean | null | undefined }): void };
    };
    _values: {
      default(self: Tensor): Tensor;
    };
    _values_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    _version: {
      default(self: Tensor): number;
    };
    _weight_int4pack_mm: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mat2: Tensor, qGroupSize: Int, qScaleAndZeros: Tensor): Tensor;
    };
    _weight_int4pack_mm_for_cpu: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mat2: Tensor, qGroupSize: Int, qScaleAndZeros: Tensor): Tensor;
    };
    _weight_int4pack_mm_with_scales_and_zeros: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mat2: Tensor, qGroupSize: Int, qScale: Tensor, qZeros: Tensor): Tensor;
    };
    _weight_int8pack_mm: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mat2: Tensor, scales: Tensor): Tensor;
    };
    _weight_norm: {
      default: { (v: Tensor, g: Tensor, dim?: Int | undefined): Tensor; (v: Tensor, g: Tensor, options?: { dim?: Int | undefined }): Tensor };
    };
    _weight_norm_differentiable_backward: {
      default(grad_w: Tensor, saved_v: Tensor, saved_g: Tensor, saved_norms: Tensor, dim: Int): [Tensor, Tensor];
    };
    _weight_norm_interface: {
      default: { (v: Tensor, g: Tensor, dim?: Int | undefined): [Tensor, Tensor]; (v: Tensor, g: Tensor, options?: { dim?: Int | undefined }): [Tensor, Tensor] };
      out: { (v: Tensor, g: Tensor, dim: Int | undefined, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (v: Tensor, g: Tensor, options: { dim?: Int | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
    };
    _weight_norm_interface_backward: {
      default(grad_w: Tensor, saved_v: Tensor, saved_g: Tensor, saved_norms: Tensor, dim: Int): [Tensor, Tensor];
      out(grad_w: Tensor, saved_v: Tensor, saved_g: Tensor, saved_norms: Tensor, dim: Int, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    _wrapped_linear_prepack: {
      /** LibTorch 2.13.0 only. */ default(weight: Tensor, weight_scale: Tensor, weight_zero_point: Tensor, bias: Tensor): Tensor;
    };
    _wrapped_quantized_linear_prepacked: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, input_scale: Tensor, input_zero_point: Tensor, packed_weight: Tensor, output_scale: Tensor, output_zero_point: Tensor, out_channel: Int): Tensor;
    };
    abs: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    abs_: {
      default(self: Tensor): Tensor;
    };
    absolute: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    absolute_: {
      default(self: Tensor): Tensor;
    };
    acos: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    acos_: {
      default(self: Tensor): Tensor;
    };
    acosh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    acosh_: {
      default(self: Tensor): Tensor;
    };
    adaptive_avg_pool1d: {
      default(self: Tensor, output_size: IntsOrOne): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    adaptive_avg_pool2d: {
      default(self: Tensor, output_size: IntsOrOne): Tensor;
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    adaptive_avg_pool3d: {
      default(self: Tensor, output_size: IntsOrOne): Tensor;
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    adaptive_avg_pool3d_backward: {
      grad_input(grad_output: Tensor, self: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    adaptive_max_pool1d: {
      default(self: Tensor, output_size: IntsOrOne): [Tensor, Tensor];
    };
    adaptive_max_pool2d: {
      default(self: Tensor, output_size: IntsOrOne): [Tensor, Tensor];
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    adaptive_max_pool2d_backward: {
      default(grad_output: Tensor, self: Tensor, indices: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, indices: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    adaptive_max_pool3d: {
      default(self: Tensor, output_size: IntsOrOne): [Tensor, Tensor];
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    adaptive_max_pool3d_backward: {
      default(grad_output: Tensor, self: Tensor, indices: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, indices: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    add: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Scalar_out: { (self: Tensor, other: Scalar, alpha: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Scalar, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, other: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    add_: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
    };
    addbmm: {
      default(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, batch1: Tensor, batch2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    addbmm_: {
      default(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
    };
    addcdiv: {
      default(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar | undefined }): Tensor;
      out(self: Tensor, tensor1: Tensor, tensor2: Tensor, options: { value?: Scalar | undefined; out: Tensor }): Tensor;
    };
    addcdiv_: {
      default(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar | undefined }): Tensor;
    };
    addcmul: {
      default(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar | undefined }): Tensor;
      out(self: Tensor, tensor1: Tensor, tensor2: Tensor, options: { value?: Scalar | undefined; out: Tensor }): Tensor;
    };
    addcmul_: {
      default(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar | undefined }): Tensor;
    };
    addmm: {
      default(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ dtype(self: Tensor, mat1: Tensor, mat2: Tensor, out_dtype: DType | Int, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ dtype_out(self: Tensor, mat1: Tensor, mat2: Tensor, out_dtype: DType | Int, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
      out(self: Tensor, mat1: Tensor, mat2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    addmm_: {
      default(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
    };
    addmv: {
      default(self: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, mat: Tensor, vec: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    addmv_: {
      default(self: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
    };
    addr: {
      default(self: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, vec1: Tensor, vec2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    addr_: {
      default(self: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
    };
    adjoint: {
      default(self: Tensor): Tensor;
    };
    affine_grid_generator: {
      default(theta: Tensor, size: Ints, align_corners: boolean): Tensor;
      out(theta: Tensor, size: Ints, align_corners: boolean, options: { out: Tensor }): Tensor;
    };
    affine_grid_generator_backward: {
      default(grad: Tensor, size: Ints, align_corners: boolean): Tensor;
    };
    alias: {
      default(self: Tensor): Tensor;
    };
    alias_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    align_as: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, other: Tensor): Tensor;
    };
    align_tensors: {
      /** LibTorch 1.13.0 only. */ default(tensors: Tensors): Tensor[];
    };
    align_to: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, names: readonly (string)[]): Tensor;
      /** LibTorch 1.13.0 only. */ ellipsis_idx(self: Tensor, order: readonly (string)[], ellipsis_idx: Int): Tensor;
    };
    all: {
      default(self: Tensor): Tensor;
      all_out(self: Tensor, options: { out: Tensor }): Tensor;
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ dimname: { (self: Tensor, dim: string, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ dimname_out: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
      /** LibTorch 2.13.0 only. */ dims: { (self: Tensor, dim?: Ints | null | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: Ints | null | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ dims_out: { (self: Tensor, dim: Ints | null | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Ints | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    allclose: {
      default: { (self: Tensor, other: Tensor, rtol?: number | undefined, atol?: number | undefined, equal_nan?: boolean | undefined): boolean; (self: Tensor, other: Tensor, options?: { rtol?: number | undefined; atol?: number | undefined; equal_nan?: boolean | undefined }): boolean };
    };
    alpha_dropout: {
      default(input: Tensor, p: number, train: boolean): Tensor;
    };
    alpha_dropout_: {
      default(self: Tensor, p: number, train: boolean): Tensor;
    };
    amax: {
      default: { (self: Tensor, dim?: IntsOrOne | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | undefined; keepdim?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    amin: {
      default: { (self: Tensor, dim?: IntsOrOne | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | undefined; keepdim?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    aminmax: {
      default(self: Tensor, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor];
      out(self: Tensor, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; min: Tensor; max: Tensor }): [Tensor, Tensor];
    };
    angle: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    any: {
      default(self: Tensor): Tensor;
      all_out(self: Tensor, options: { out: Tensor }): Tensor;
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ dimname: { (self: Tensor, dim: string, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ dimname_out: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
      /** LibTorch 2.13.0 only. */ dims: { (self: Tensor, dim?: Ints | null | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: Ints | null | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ dims_out: { (self: Tensor, dim: Ints | null | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Ints | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    arange: {
      default(end: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(end: Scalar, options: { out: Tensor }): Tensor;
      start(start: Scalar, end: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      start_out: { (start: Scalar, end: Scalar, step: Scalar | undefined, options: { out: Tensor }): Tensor; (start: Scalar, end: Scalar, options: { step?: Scalar | undefined; out: Tensor }): Tensor };
      start_step: { (start: Scalar, end: Scalar, step?: Scalar | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (start: Scalar, end: Scalar, options?: { step?: Scalar | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
    };
    arccos: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    arccos_: {
      default(self: Tensor): Tensor;
    };
    arccosh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    arccosh_: {
      default(self: Tensor): Tensor;
    };
    arcsin: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    arcsin_: {
      default(self: Tensor): Tensor;
    };
    arcsinh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    arcsinh_: {
      default(self: Tensor): Tensor;
    };
    arctan: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    arctan2: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    arctan2_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    arctan_: {
      default(self: Tensor): Tensor;
    };
    arctanh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    arctanh_: {
      default(self: Tensor): Tensor;
    };
    argmax: {
      default: { (self: Tensor, dim?: Int | null | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dim: Int | null | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    argmin: {
      default: { (self: Tensor, dim?: Int | null | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dim: Int | null | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    argsort: {
      default: { (self: Tensor, dim?: Int | undefined, descending?: boolean | undefined): Tensor; (self: Tensor, options?: { dim?: Int | undefined; descending?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ dimname: { (self: Tensor, dim: string, descending?: boolean | undefined): Tensor; (self: Tensor, dim: string, options?: { descending?: boolean | undefined }): Tensor };
      stable(self: Tensor, options: { stable: boolean; dim?: Int | undefined; descending?: boolean | undefined }): Tensor;
      stable_out(self: Tensor, options: { stable: boolean; dim?: Int | undefined; descending?: boolean | undefined; out: Tensor }): Tensor;
    };
    argwhere: {
      default(self: Tensor): Tensor;
    };
    as_strided: {
      default: { (self: Tensor, size: Ints, stride: Ints, storage_offset?: Int | null | undefined): Tensor; (self: Tensor, size: Ints, stride: Ints, options?: { storage_offset?: Int | null | undefined }): Tensor };
    };
    as_strided_: {
      default: { (self: Tensor, size: Ints, stride: Ints, storage_offset?: Int | null | undefined): Tensor; (self: Tensor, size: Ints, stride: Ints, options?: { storage_offset?: Int | null | undefined }): Tensor };
    };
    as_strided_copy: {
      default: { (self: Tensor, size: Ints, stride: Ints, storage_offset?: Int | null | undefined): Tensor; (self: Tensor, size: Ints, stride: Ints, options?: { storage_offset?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, size: Ints, stride: Ints, storage_offset: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, size: Ints, stride: Ints, options: { storage_offset?: Int | null | undefined; out: Tensor }): Tensor };
    };
    as_strided_scatter: {
      default: { (self: Tensor, src: Tensor, size: Ints, stride: Ints, storage_offset?: Int | null | undefined): Tensor; (self: Tensor, src: Tensor, size: Ints, stride: Ints, options?: { storage_offset?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, src: Tensor, size: Ints, stride: Ints, storage_offset: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, src: Tensor, size: Ints, stride: Ints, options: { storage_offset?: Int | null | undefined; out: Tensor }): Tensor };
    };
    asin: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    asin_: {
      default(self: Tensor): Tensor;
    };
    asinh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    asinh_: {
      default(self: Tensor): Tensor;
    };
    atan: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    atan2: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    atan2_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    atan_: {
      default(self: Tensor): Tensor;
    };
    atanh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    atanh_: {
      default(self: Tensor): Tensor;
    };
    atleast_1d: {
      default(self: Tensor): Tensor;
      Sequence(tensors: Tensors): Tensor[];
    };
    atleast_2d: {
      default(self: Tensor): Tensor;
      Sequence(tensors: Tensors): Tensor[];
    };
    atleast_3d: {
      default(self: Tensor): Tensor;
      Sequence(tensors: Tensors): Tensor[];
    };
    avg_pool1d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, ceil_mode?: boolean | undefined, count_include_pad?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; count_include_pad?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, ceil_mode: boolean | undefined, count_include_pad: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; count_include_pad?: boolean | undefined; out: Tensor }): Tensor };
    };
    avg_pool2d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, ceil_mode?: boolean | undefined, count_include_pad?: boolean | undefined, divisor_override?: Int | null | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; count_include_pad?: boolean | undefined; divisor_override?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, ceil_mode: boolean | undefined, count_include_pad: boolean | undefined, divisor_override: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; count_include_pad?: boolean | undefined; divisor_override?: Int | null | undefined; out: Tensor }): Tensor };
    };
    avg_pool2d_backward: {
      default(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, ceil_mode: boolean, count_include_pad: boolean, divisor_override: Int | null): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, ceil_mode: boolean, count_include_pad: boolean, divisor_override: Int | null, options: { grad_input: Tensor }): Tensor;
    };
    avg_pool3d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, ceil_mode?: boolean | undefined, count_include_pad?: boolean | undefined, divisor_override?: Int | null | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; count_include_pad?: boolean | undefined; divisor_override?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, ceil_mode: boolean | undefined, count_include_pad: boolean | undefined, divisor_override: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; count_include_pad?: boolean | undefined; divisor_override?: Int | null | undefined; out: Tensor }): Tensor };
    };
    avg_pool3d_backward: {
      default(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, ceil_mode: boolean, count_include_pad: boolean, divisor_override: Int | null): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, ceil_mode: boolean, count_include_pad: boolean, divisor_override: Int | null, options: { grad_input: Tensor }): Tensor;
    };
    baddbmm: {
      default(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ dtype(self: Tensor, batch1: Tensor, batch2: Tensor, out_dtype: DType | Int, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ dtype_out(self: Tensor, batch1: Tensor, batch2: Tensor, out_dtype: DType | Int, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
      out(self: Tensor, batch1: Tensor, batch2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    baddbmm_: {
      default(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
    };
    bartlett_window: {
      default(window_length: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(window_length: Int, options: { out: Tensor }): Tensor;
      periodic(window_length: Int, periodic: boolean, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_out(window_length: Int, periodic: boolean, options: { out: Tensor }): Tensor;
    };
    batch_norm: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, momentum: number, eps: number, cudnn_enabled: boolean): Tensor;
    };
    batch_norm_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_out: Tensor, input: Tensor, weight: Tensor, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_var: Tensor | null, update: boolean, eps: number, output_mask: readonly (boolean)[], reserve: Tensor): [Tensor, Tensor, Tensor];
    };
    batch_norm_backward_elemt: {
      default(grad_out: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, sum_dy: Tensor, sum_dy_xmu: Tensor, count: Tensor): Tensor;
      out(grad_out: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, sum_dy: Tensor, sum_dy_xmu: Tensor, count: Tensor, options: { out: Tensor }): Tensor;
    };
    batch_norm_backward_reduce: {
      default(grad_out: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, input_g: boolean, weight_g: boolean, bias_g: boolean): [Tensor, Tensor, Tensor, Tensor];
      out(grad_out: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, input_g: boolean, weight_g: boolean, bias_g: boolean, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    batch_norm_elemt: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, invstd: Tensor, eps: number): Tensor;
      out(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, invstd: Tensor, eps: number, options: { out: Tensor }): Tensor;
    };
    batch_norm_gather_stats: {
      default(input: Tensor, mean: Tensor, invstd: Tensor, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, eps: number, count: Int): [Tensor, Tensor];
      out(input: Tensor, mean: Tensor, invstd: Tensor, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, eps: number, count: Int, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    batch_norm_gather_stats_with_counts: {
      default(input: Tensor, mean: Tensor, invstd: Tensor, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, eps: number, counts: Tensor): [Tensor, Tensor];
      out(input: Tensor, mean: Tensor, invstd: Tensor, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, eps: number, counts: Tensor, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    batch_norm_stats: {
      default(input: Tensor, eps: number): [Tensor, Tensor];
      out(input: Tensor, eps: number, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    batch_norm_update_stats: {
      default(input: Tensor, running_mean: Tensor | null, running_var: Tensor | null, momentum: number): [Tensor, Tensor];
      out(input: Tensor, running_mean: Tensor | null, running_var: Tensor | null, momentum: number, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    bernoulli: {
      default(self: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      Tensor(self: Tensor, p: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      Tensor_out(self: Tensor, p: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      float_out: { (self: Tensor, p: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { p?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
      out(self: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      p(self: Tensor, p: number, options?: { generator?: Generator | null | null | undefined }): Tensor;
    };
    bernoulli_: {
      Tensor(self: Tensor, p: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      float: { (self: Tensor, p?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { p?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    bilinear: {
      default: { (input1: Tensor, input2: Tensor, weight: Tensor, bias?: Tensor | null | undefined): Tensor; (input1: Tensor, input2: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined }): Tensor };
    };
    binary_cross_entropy: {
      default: { (self: Tensor, target: Tensor, weight?: Tensor | null | undefined, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, weight: Tensor | null | undefined, reduction: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { weight?: Tensor | null | undefined; reduction?: Int | undefined; out: Tensor }): Tensor };
    };
    binary_cross_entropy_backward: {
      default: { (grad_output: Tensor, self: Tensor, target: Tensor, weight?: Tensor | null | undefined, reduction?: Int | undefined): Tensor; (grad_output: Tensor, self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, self: Tensor, target: Tensor, weight: Tensor | null | undefined, reduction: Int | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, self: Tensor, target: Tensor, options: { weight?: Tensor | null | undefined; reduction?: Int | undefined; grad_input: Tensor }): Tensor };
    };
    binary_cross_entropy_with_logits: {
      default: { (self: Tensor, target: Tensor, weight?: Tensor | null | undefined, pos_weight?: Tensor | null | undefined, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; pos_weight?: Tensor | null | undefined; reduction?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, weight: Tensor | null | undefined, pos_weight: Tensor | null | undefined, reduction: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { weight?: Tensor | null | undefined; pos_weight?: Tensor | null | undefined; reduction?: Int | undefined; out: Tensor }): Tensor };
    };
    bincount: {
      default: { (self: Tensor, weights?: Tensor | null | undefined, minlength?: Int | undefined): Tensor; (self: Tensor, options?: { weights?: Tensor | null | undefined; minlength?: Int | undefined }): Tensor };
      out: { (self: Tensor, weights: Tensor | null | undefined, minlength: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { weights?: Tensor | null | undefined; minlength?: Int | undefined; out: Tensor }): Tensor };
    };
    binomial: {
      default: { (count: Tensor, prob: Tensor, generator?: Generator | null | null | undefined): Tensor; (count: Tensor, prob: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor };
      out: { (count: Tensor, prob: Tensor, generator: Generator | null | null | undefined, options: { out: Tensor }): Tensor; (count: Tensor, prob: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    bitwise_and: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_Tensor(self: Scalar, other: Tensor): Tensor;
      Scalar_Tensor_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    bitwise_and_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    bitwise_left_shift: {
      Scalar_Tensor(self: Scalar, other: Tensor): Tensor;
      Scalar_Tensor_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor_Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    bitwise_left_shift_: {
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_Scalar(self: Tensor, other: Scalar): Tensor;
    };
    bitwise_not: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    bitwise_not_: {
      default(self: Tensor): Tensor;
    };
    bitwise_or: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_Tensor(self: Scalar, other: Tensor): Tensor;
      Scalar_Tensor_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    bitwise_or_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    bitwise_right_shift: {
      Scalar_Tensor(self: Scalar, other: Tensor): Tensor;
      Scalar_Tensor_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor_Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    bitwise_right_shift_: {
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_Scalar(self: Tensor, other: Scalar): Tensor;
    };
    bitwise_xor: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_Tensor(self: Scalar, other: Tensor): Tensor;
      Scalar_Tensor_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    bitwise_xor_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    blackman_window: {
      default(window_length: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(window_length: Int, options: { out: Tensor }): Tensor;
      periodic(window_length: Int, periodic: boolean, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_out(window_length: Int, periodic: boolean, options: { out: Tensor }): Tensor;
    };
    block_diag: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    bmm: {
      default(self: Tensor, mat2: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ dtype(self: Tensor, mat2: Tensor, out_dtype: DType | Int): Tensor;
      /** LibTorch 2.13.0 only. */ dtype_out(self: Tensor, mat2: Tensor, out_dtype: DType | Int, options: { out: Tensor }): Tensor;
      out(self: Tensor, mat2: Tensor, options: { out: Tensor }): Tensor;
    };
    broadcast_tensors: {
      default(tensors: Tensors): Tensor[];
    };
    broadcast_to: {
      default(self: Tensor, size: Ints): Tensor;
    };
    bucketize: {
      Scalar(self: Scalar, boundaries: Tensor, options?: { out_int32?: boolean | undefined; right?: boolean | undefined }): Tensor;
      Scalar_out(self: Scalar, boundaries: Tensor, options: { out_int32?: boolean | undefined; right?: boolean | undefined; out: Tensor }): Tensor;
      Tensor(self: Tensor, boundaries: Tensor, options?: { out_int32?: boolean | undefined; right?: boolean | undefined }): Tensor;
      Tensor_out(self: Tensor, boundaries: Tensor, options: { out_int32?: boolean | undefined; right?: boolean | undefined; out: Tensor }): Tensor;
    };
    can_cast: {
      default(from_: DType | Int, to: DType | Int): boolean;
    };
    cartesian_prod: {
      default(tensors: Tensors): Tensor;
    };
    cat: {
      default: { (tensors: Tensors, dim?: Int | undefined): Tensor; (tensors: Tensors, options?: { dim?: Int | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names(tensors: Tensors, dim: string): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(tensors: Tensors, dim: string, options: { out: Tensor }): Tensor;
      out: { (tensors: Tensors, dim: Int | undefined, options: { out: Tensor }): Tensor; (tensors: Tensors, options: { dim?: Int | undefined; out: Tensor }): Tensor };
    };
    cauchy: {
      default: { (self: Tensor, median?: number | undefined, sigma?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { median?: number | undefined; sigma?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, median: number | undefined, sigma: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { median?: number | undefined; sigma?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    cauchy_: {
      default: { (self: Tensor, median?: number | undefined, sigma?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { median?: number | undefined; sigma?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    ccol_indices: {
      default(self: Tensor): Tensor;
    };
    ccol_indices_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    cdist: {
      default: { (x1: Tensor, x2: Tensor, p?: number | undefined, compute_mode?: Int | null | undefined): Tensor; (x1: Tensor, x2: Tensor, options?: { p?: number | undefined; compute_mode?: Int | null | undefined }): Tensor };
    };
    ceil: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    ceil_: {
      default(self: Tensor): Tensor;
    };
    celu: {
      default: { (self: Tensor, alpha?: Scalar | undefined): Tensor; (self: Tensor, options?: { alpha?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, alpha: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor };
    };
    celu_: {
      default: { (self: Tensor, alpha?: Scalar | undefined): Tensor; (self: Tensor, options?: { alpha?: Scalar | undefined }): Tensor };
    };
    chain_matmul: {
      default(matrices: Tensors): Tensor;
      out(matrices: Tensors, options: { out: Tensor }): Tensor;
    };
    chalf: {
      default(self: Tensor, options?: { memory_format?: string | null | undefined }): Tensor;
    };
    channel_shuffle: {
      default(self: Tensor, groups: Int): Tensor;
      out(self: Tensor, groups: Int, options: { out: Tensor }): Tensor;
    };
    cholesky: {
      default: { (self: Tensor, upper?: boolean | undefined): Tensor; (self: Tensor, options?: { upper?: boolean | undefined }): Tensor };
      out: { (self: Tensor, upper: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { upper?: boolean | undefined; out: Tensor }): Tensor };
    };
    cholesky_inverse: {
      default: { (self: Tensor, upper?: boolean | undefined): Tensor; (self: Tensor, options?: { upper?: boolean | undefined }): Tensor };
      out: { (self: Tensor, upper: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { upper?: boolean | undefined; out: Tensor }): Tensor };
    };
    cholesky_solve: {
      default: { (self: Tensor, input2: Tensor, upper?: boolean | undefined): Tensor; (self: Tensor, input2: Tensor, options?: { upper?: boolean | undefined }): Tensor };
      out: { (self: Tensor, input2: Tensor, upper: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, input2: Tensor, options: { upper?: boolean | undefined; out: Tensor }): Tensor };
    };
    choose_qparams_optimized: {
      default(input: Tensor, numel: Int, n_bins: Int, ratio: number, bit_width: Int): [Tensor, Tensor];
    };
    chunk: {
      default: { (self: Tensor, chunks: Int, dim?: Int | undefined): Tensor[]; (self: Tensor, chunks: Int, options?: { dim?: Int | undefined }): Tensor[] };
    };
    clamp: {
      default: { (self: Tensor, min?: Scalar | null | undefined, max?: Scalar | null | undefined): Tensor; (self: Tensor, options?: { min?: Scalar | null | undefined; max?: Scalar | null | undefined }): Tensor };
      Tensor: { (self: Tensor, min?: Tensor | null | undefined, max?: Tensor | null | undefined): Tensor; (self: Tensor, options?: { min?: Tensor | null | undefined; max?: Tensor | null | undefined }): Tensor };
      Tensor_out: { (self: Tensor, min: Tensor | null | undefined, max: Tensor | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { min?: Tensor | null | undefined; max?: Tensor | null | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, min: Scalar | null | undefined, max: Scalar | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { min?: Scalar | null | undefined; max?: Scalar | null | undefined; out: Tensor }): Tensor };
    };
    clamp_: {
      default: { (self: Tensor, min?: Scalar | null | undefined, max?: Scalar | null | undefined): Tensor; (self: Tensor, options?: { min?: Scalar | null | undefined; max?: Scalar | null | undefined }): Tensor };
      Tensor: { (self: Tensor, min?: Tensor | null | undefined, max?: Tensor | null | undefined): Tensor; (self: Tensor, options?: { min?: Tensor | null | undefined; max?: Tensor | null | undefined }): Tensor };
    };
    clamp_max: {
      default(self: Tensor, max: Scalar): Tensor;
      Tensor(self: Tensor, max: Tensor): Tensor;
      Tensor_out(self: Tensor, max: Tensor, options: { out: Tensor }): Tensor;
      out(self: Tensor, max: Scalar, options: { out: Tensor }): Tensor;
    };
    clamp_max_: {
      default(self: Tensor, max: Scalar): Tensor;
      Tensor(self: Tensor, max: Tensor): Tensor;
    };
    clamp_min: {
      default(self: Tensor, min: Scalar): Tensor;
      Tensor(self: Tensor, min: Tensor): Tensor;
      Tensor_out(self: Tensor, min: Tensor, options: { out: Tensor }): Tensor;
      out(self: Tensor, min: Scalar, options: { out: Tensor }): Tensor;
    };
    clamp_min_: {
      default(self: Tensor, min: Scalar): Tensor;
      Tensor(self: Tensor, min: Tensor): Tensor;
    };
    clip: {
      default: { (self: Tensor, min?: Scalar | null | undefined, max?: Scalar | null | undefined): Tensor; (self: Tensor, options?: { min?: Scalar | null | undefined; max?: Scalar | null | undefined }): Tensor };
      Tensor: { (self: Tensor, min?: Tensor | null | undefined, max?: Tensor | null | undefined): Tensor; (self: Tensor, options?: { min?: Tensor | null | undefined; max?: Tensor | null | undefined }): Tensor };
      Tensor_out: { (self: Tensor, min: Tensor | null | undefined, max: Tensor | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { min?: Tensor | null | undefined; max?: Tensor | null | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, min: Scalar | null | undefined, max: Scalar | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { min?: Scalar | null | undefined; max?: Scalar | null | undefined; out: Tensor }): Tensor };
    };
    clip_: {
      default: { (self: Tensor, min?: Scalar | null | undefined, max?: Scalar | null | undefined): Tensor; (self: Tensor, options?: { min?: Scalar | null | undefined; max?: Scalar | null | undefined }): Tensor };
      Tensor: { (self: Tensor, min?: Tensor | null | undefined, max?: Tensor | null | undefined): Tensor; (self: Tensor, options?: { min?: Tensor | null | undefined; max?: Tensor | null | undefined }): Tensor };
    };
    clone: {
      default(self: Tensor, options?: { memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    coalesce: {
      default(self: Tensor): Tensor;
    };
    col2im: {
      default(self: Tensor, output_size: IntsOrOne, kernel_size: IntsOrOne, dilation: IntsOrOne, padding: IntsOrOne, stride: IntsOrOne): Tensor;
      out(self: Tensor, output_size: IntsOrOne, kernel_size: IntsOrOne, dilation: IntsOrOne, padding: IntsOrOne, stride: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    col_indices: {
      default(self: Tensor): Tensor;
    };
    col_indices_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    column_stack: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    combinations: {
      default: { (self: Tensor, r?: Int | undefined, with_replacement?: boolean | undefined): Tensor; (self: Tensor, options?: { r?: Int | undefined; with_replacement?: boolean | undefined }): Tensor };
    };
    complex: {
      default(real: Tensor, imag: Tensor): Tensor;
      out(real: Tensor, imag: Tensor, options: { out: Tensor }): Tensor;
    };
    concat: {
      default: { (tensors: Tensors, dim?: Int | undefined): Tensor; (tensors: Tensors, options?: { dim?: Int | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names(tensors: Tensors, dim: string): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(tensors: Tensors, dim: string, options: { out: Tensor }): Tensor;
      out: { (tensors: Tensors, dim: Int | undefined, options: { out: Tensor }): Tensor; (tensors: Tensors, options: { dim?: Int | undefined; out: Tensor }): Tensor };
    };
    concatenate: {
      default: { (tensors: Tensors, dim?: Int | undefined): Tensor; (tensors: Tensors, options?: { dim?: Int | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names(tensors: Tensors, dim: string): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(tensors: Tensors, dim: string, options: { out: Tensor }): Tensor;
      out: { (tensors: Tensors, dim: Int | undefined, options: { out: Tensor }): Tensor; (tensors: Tensors, options: { dim?: Int | undefined; out: Tensor }): Tensor };
    };
    conj: {
      default(self: Tensor): Tensor;
    };
    conj_physical: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    conj_physical_: {
      default(self: Tensor): Tensor;
    };
    constant_pad_nd: {
      default: { (self: Tensor, pad: Ints, value?: Scalar | undefined): Tensor; (self: Tensor, pad: Ints, options?: { value?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, pad: Ints, value: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, pad: Ints, options: { value?: Scalar | undefined; out: Tensor }): Tensor };
    };
    contiguous: {
      default(self: Tensor, options?: { memory_format?: string | undefined }): Tensor;
    };
    conv1d: {
      default: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined }): Tensor };
      padding: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: string | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: string | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined }): Tensor };
    };
    conv2d: {
      default: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined }): Tensor };
      padding: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: string | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: string | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined }): Tensor };
    };
    conv3d: {
      default: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined }): Tensor };
      padding: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: string | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: string | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined }): Tensor };
    };
    conv_depthwise3d: {
      default(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne): Tensor;
      out(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    conv_tbc: {
      default: { (self: Tensor, weight: Tensor, bias: Tensor, pad?: Int | undefined): Tensor; (self: Tensor, weight: Tensor, bias: Tensor, options?: { pad?: Int | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, bias: Tensor, pad: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, bias: Tensor, options: { pad?: Int | undefined; out: Tensor }): Tensor };
    };
    conv_tbc_backward: {
      default(self: Tensor, input: Tensor, weight: Tensor, bias: Tensor, pad: Int): [Tensor, Tensor, Tensor];
    };
    conv_transpose1d: {
      default: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, output_padding?: IntsOrOne | undefined, groups?: Int | undefined, dilation?: IntsOrOne | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; groups?: Int | undefined; dilation?: IntsOrOne | undefined }): Tensor };
    };
    conv_transpose2d: {
      input: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, output_padding?: IntsOrOne | undefined, groups?: Int | undefined, dilation?: IntsOrOne | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; groups?: Int | undefined; dilation?: IntsOrOne | undefined }): Tensor };
    };
    conv_transpose3d: {
      input: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, output_padding?: IntsOrOne | undefined, groups?: Int | undefined, dilation?: IntsOrOne | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; groups?: Int | undefined; dilation?: IntsOrOne | undefined }): Tensor };
    };
    convolution: {
      default(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int): Tensor;
      out(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    convolution_backward: {
      default(grad_output: Tensor, input: Tensor, weight: Tensor, bias_sizes: Ints | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(grad_output: Tensor, input: Tensor, weight: Tensor, bias_sizes: Ints | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    convolution_backward_overrideable: {
      default(grad_output: Tensor, input: Tensor, weight: Tensor, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(grad_output: Tensor, input: Tensor, weight: Tensor, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    convolution_overrideable: {
      default(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int): Tensor;
      out(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, output_padding: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    copy: {
      default: { (self: Tensor, src: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, src: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
      out: { (self: Tensor, src: Tensor, non_blocking: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, src: Tensor, options: { non_blocking?: boolean | undefined; out: Tensor }): Tensor };
    };
    copy_: {
      default: { (self: Tensor, src: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, src: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    copy_sparse_to_sparse: {
      default: { (self: Tensor, src: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, src: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
      out: { (self: Tensor, src: Tensor, non_blocking: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, src: Tensor, options: { non_blocking?: boolean | undefined; out: Tensor }): Tensor };
    };
    copy_sparse_to_sparse_: {
      default: { (self: Tensor, src: Tensor, non_blocking?: boolean | undefined): Tensor; (self: Tensor, src: Tensor, options?: { non_blocking?: boolean | undefined }): Tensor };
    };
    copysign: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    copysign_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    corrcoef: {
      default(self: Tensor): Tensor;
    };
    cos: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    cos_: {
      default(self: Tensor): Tensor;
    };
    cosh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    cosh_: {
      default(self: Tensor): Tensor;
    };
    cosine_embedding_loss: {
      default: { (input1: Tensor, input2: Tensor, target: Tensor, margin?: number | undefined, reduction?: Int | undefined): Tensor; (input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number | undefined; reduction?: Int | undefined }): Tensor };
    };
    cosine_similarity: {
      default: { (x1: Tensor, x2: Tensor, dim?: Int | undefined, eps?: number | undefined): Tensor; (x1: Tensor, x2: Tensor, options?: { dim?: Int | undefined; eps?: number | undefined }): Tensor };
    };
    count_nonzero: {
      default: { (self: Tensor, dim?: Int | null | undefined): Tensor; (self: Tensor, options?: { dim?: Int | null | undefined }): Tensor };
      dim_IntList(self: Tensor, dim: Ints): Tensor;
      dim_IntList_out(self: Tensor, dim: Ints, options: { out: Tensor }): Tensor;
      out: { (self: Tensor, dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    cov: {
      default(self: Tensor, options?: { correction?: Int | undefined; fweights?: Tensor | null | undefined; aweights?: Tensor | null | undefined }): Tensor;
    };
    cross: {
      default: { (self: Tensor, other: Tensor, dim?: Int | null | undefined): Tensor; (self: Tensor, other: Tensor, options?: { dim?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, other: Tensor, dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Tensor, options: { dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    cross_entropy_loss: {
      default: { (self: Tensor, target: Tensor, weight?: Tensor | null | undefined, reduction?: Int | undefined, ignore_index?: Int | undefined, label_smoothing?: number | undefined): Tensor; (self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined; ignore_index?: Int | undefined; label_smoothing?: number | undefined }): Tensor };
    };
    crow_indices: {
      default(self: Tensor): Tensor;
    };
    crow_indices_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    ctc_loss: {
      IntList: { (log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank?: Int | undefined, reduction?: Int | undefined, zero_infinity?: boolean | undefined): Tensor; (log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, options?: { blank?: Int | undefined; reduction?: Int | undefined; zero_infinity?: boolean | undefined }): Tensor };
      Tensor: { (log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank?: Int | undefined, reduction?: Int | undefined, zero_infinity?: boolean | undefined): Tensor; (log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, options?: { blank?: Int | undefined; reduction?: Int | undefined; zero_infinity?: boolean | undefined }): Tensor };
    };
    cudnn_affine_grid_generator: {
      default(theta: Tensor, N: Int, C: Int, H: Int, W: Int): Tensor;
      out(theta: Tensor, N: Int, C: Int, H: Int, W: Int, options: { out: Tensor }): Tensor;
    };
    cudnn_affine_grid_generator_backward: {
      default(grad: Tensor, N: Int, C: Int, H: Int, W: Int): Tensor;
      out(grad: Tensor, N: Int, C: Int, H: Int, W: Int, options: { out: Tensor }): Tensor;
    };
    cudnn_batch_norm: {
      default(input: Tensor, weight: Tensor, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, exponential_average_factor: number, epsilon: number): [Tensor, Tensor, Tensor, Tensor];
      out(input: Tensor, weight: Tensor, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, exponential_average_factor: number, epsilon: number, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    cudnn_batch_norm_backward: {
      default(input: Tensor, grad_output: Tensor, weight: Tensor, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_var: Tensor | null, epsilon: number, reserveSpace: Tensor): [Tensor, Tensor, Tensor];
      out(input: Tensor, grad_output: Tensor, weight: Tensor, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_var: Tensor | null, epsilon: number, reserveSpace: Tensor, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    cudnn_convolution: {
      default(self: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allow_tf32: boolean): Tensor;
      out(self: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allow_tf32: boolean, options: { out: Tensor }): Tensor;
    };
    cudnn_convolution_add_relu: {
      default(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
      out(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    cudnn_convolution_relu: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
      out(self: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    cudnn_convolution_transpose: {
      default(self: Tensor, weight: Tensor, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allow_tf32: boolean): Tensor;
      out(self: Tensor, weight: Tensor, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allow_tf32: boolean, options: { out: Tensor }): Tensor;
    };
    cudnn_grid_sampler: {
      default(self: Tensor, grid: Tensor): Tensor;
      out(self: Tensor, grid: Tensor, options: { out: Tensor }): Tensor;
    };
    cudnn_grid_sampler_backward: {
      default(self: Tensor, grid: Tensor, grad_output: Tensor): [Tensor, Tensor];
      out(self: Tensor, grid: Tensor, grad_output: Tensor, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    cudnn_is_acceptable: {
      default(self: Tensor): boolean;
    };
    cummax: {
      default(self: Tensor, dim: Int): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor];
      out(self: Tensor, dim: Int, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    cummaxmin_backward: {
      default(grad: Tensor, input: Tensor, indices: Tensor, dim: Int): Tensor;
    };
    cummin: {
      default(self: Tensor, dim: Int): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor];
      out(self: Tensor, dim: Int, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    cumprod: {
      default(self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
      out(self: Tensor, dim: Int, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
    };
    cumprod_: {
      default(self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
    };
    cumprod_backward: {
      default(grad: Tensor, input: Tensor, dim: Int, output: Tensor): Tensor;
    };
    cumsum: {
      default(self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
      out(self: Tensor, dim: Int, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
    };
    cumsum_: {
      default(self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
    };
    cumulative_trapezoid: {
      dx(y: Tensor, options?: { dx?: Scalar | undefined; dim?: Int | undefined }): Tensor;
      x(y: Tensor, x: Tensor, options?: { dim?: Int | undefined }): Tensor;
    };
    data: {
      default(self: Tensor): Tensor;
    };
    deg2rad: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    deg2rad_: {
      default(self: Tensor): Tensor;
    };
    dense_dim: {
      default(self: Tensor): number;
    };
    dequantize: {
      self(self: Tensor): Tensor;
      self_out(self: Tensor, options: { out: Tensor }): Tensor;
      tensors(tensors: Tensors): Tensor[];
      tensors_out(tensors: Tensors, options: { out: Tensors }): void;
    };
    det: {
      default(self: Tensor): Tensor;
    };
    detach: {
      default(self: Tensor): Tensor;
    };
    detach_: {
      default(self: Tensor): Tensor;
    };
    detach_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    diag: {
      default: { (self: Tensor, diagonal?: Int | undefined): Tensor; (self: Tensor, options?: { diagonal?: Int | undefined }): Tensor };
      out: { (self: Tensor, diagonal: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { diagonal?: Int | undefined; out: Tensor }): Tensor };
    };
    diag_backward: {
      /** LibTorch 1.13.0 only. */ default(grad: Tensor, input_sizes: Ints, diagonal: Int): Tensor;
    };
    diag_embed: {
      default: { (self: Tensor, offset?: Int | undefined, dim1?: Int | undefined, dim2?: Int | undefined): Tensor; (self: Tensor, options?: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined }): Tensor };
      out: { (self: Tensor, offset: Int | undefined, dim1: Int | undefined, dim2: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined; out: Tensor }): Tensor };
    };
    diagflat: {
      default: { (self: Tensor, offset?: Int | undefined): Tensor; (self: Tensor, options?: { offset?: Int | undefined }): Tensor };
    };
    diagonal: {
      default: { (self: Tensor, offset?: Int | undefined, dim1?: Int | undefined, dim2?: Int | undefined): Tensor; (self: Tensor, options?: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, options: { outdim: string; dim1: string; dim2: string; offset?: Int | undefined }): Tensor;
    };
    diagonal_backward: {
      default(grad_output: Tensor, input_sizes: Ints, offset: Int, dim1: Int, dim2: Int): Tensor;
      out(grad_output: Tensor, input_sizes: Ints, offset: Int, dim1: Int, dim2: Int, options: { out: Tensor }): Tensor;
    };
    diagonal_copy: {
      default: { (self: Tensor, offset?: Int | undefined, dim1?: Int | undefined, dim2?: Int | undefined): Tensor; (self: Tensor, options?: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined }): Tensor };
      out: { (self: Tensor, offset: Int | undefined, dim1: Int | undefined, dim2: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined; out: Tensor }): Tensor };
    };
    diagonal_scatter: {
      default: { (self: Tensor, src: Tensor, offset?: Int | undefined, dim1?: Int | undefined, dim2?: Int | undefined): Tensor; (self: Tensor, src: Tensor, options?: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined }): Tensor };
      out: { (self: Tensor, src: Tensor, offset: Int | undefined, dim1: Int | undefined, dim2: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, src: Tensor, options: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined; out: Tensor }): Tensor };
    };
    diff: {
      default: { (self: Tensor, n?: Int | undefined, dim?: Int | undefined, prepend?: Tensor | null | undefined, append?: Tensor | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | undefined; dim?: Int | undefined; prepend?: Tensor | null | undefined; append?: Tensor | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | undefined, dim: Int | undefined, prepend: Tensor | null | undefined, append: Tensor | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | undefined; dim?: Int | undefined; prepend?: Tensor | null | undefined; append?: Tensor | null | undefined; out: Tensor }): Tensor };
    };
    digamma: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    digamma_: {
      default(self: Tensor): Tensor;
    };
    dim: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    dist: {
      default: { (self: Tensor, other: Tensor, p?: Scalar | undefined): Tensor; (self: Tensor, other: Tensor, options?: { p?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, other: Tensor, p: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Tensor, options: { p?: Scalar | undefined; out: Tensor }): Tensor };
    };
    div: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_mode(self: Tensor, other: Scalar, options: { rounding_mode: string | null }): Tensor;
      Scalar_mode_out(self: Tensor, other: Scalar, options: { rounding_mode: string | null; out: Tensor }): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_mode(self: Tensor, other: Tensor, options: { rounding_mode: string | null }): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      out_mode(self: Tensor, other: Tensor, options: { rounding_mode: string | null; out: Tensor }): Tensor;
    };
    div_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_mode(self: Tensor, other: Scalar, options: { rounding_mode: string | null }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_mode(self: Tensor, other: Tensor, options: { rounding_mode: string | null }): Tensor;
    };
    divide: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_mode(self: Tensor, other: Scalar, options: { rounding_mode: string | null }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_mode(self: Tensor, other: Tensor, options: { rounding_mode: string | null }): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      out_mode(self: Tensor, other: Tensor, options: { rounding_mode: string | null; out: Tensor }): Tensor;
    };
    divide_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_mode(self: Tensor, other: Scalar, options: { rounding_mode: string | null }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_mode(self: Tensor, other: Tensor, options: { rounding_mode: string | null }): Tensor;
    };
    dot: {
      default(self: Tensor, tensor: Tensor): Tensor;
      out(self: Tensor, tensor: Tensor, options: { out: Tensor }): Tensor;
    };
    dropout: {
      default(input: Tensor, p: number, train: boolean): Tensor;
    };
    dropout_: {
      default(self: Tensor, p: number, train: boolean): Tensor;
    };
    dsplit: {
      array(self: Tensor, indices: Ints): Tensor[];
      int(self: Tensor, sections: Int): Tensor[];
    };
    dstack: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    einsum: {
      default(equation: string, tensors: Tensors, options?: { path?: Ints | null | undefined }): Tensor;
    };
    elu: {
      default: { (self: Tensor, alpha?: Scalar | undefined, scale?: Scalar | undefined, input_scale?: Scalar | undefined): Tensor; (self: Tensor, options?: { alpha?: Scalar | undefined; scale?: Scalar | undefined; input_scale?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, alpha: Scalar | undefined, scale: Scalar | undefined, input_scale: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { alpha?: Scalar | undefined; scale?: Scalar | undefined; input_scale?: Scalar | undefined; out: Tensor }): Tensor };
    };
    elu_: {
      default: { (self: Tensor, alpha?: Scalar | undefined, scale?: Scalar | undefined, input_scale?: Scalar | undefined): Tensor; (self: Tensor, options?: { alpha?: Scalar | undefined; scale?: Scalar | undefined; input_scale?: Scalar | undefined }): Tensor };
    };
    elu_backward: {
      default(grad_output: Tensor, alpha: Scalar, scale: Scalar, input_scale: Scalar, is_result: boolean, self_or_result: Tensor): Tensor;
      grad_input(grad_output: Tensor, alpha: Scalar, scale: Scalar, input_scale: Scalar, is_result: boolean, self_or_result: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    embedding: {
      default: { (weight: Tensor, indices: Tensor, padding_idx?: Int | undefined, scale_grad_by_freq?: boolean | undefined, sparse?: boolean | undefined): Tensor; (weight: Tensor, indices: Tensor, options?: { padding_idx?: Int | undefined; scale_grad_by_freq?: boolean | undefined; sparse?: boolean | undefined }): Tensor };
      out: { (weight: Tensor, indices: Tensor, padding_idx: Int | undefined, scale_grad_by_freq: boolean | undefined, sparse: boolean | undefined, options: { out: Tensor }): Tensor; (weight: Tensor, indices: Tensor, options: { padding_idx?: Int | undefined; scale_grad_by_freq?: boolean | undefined; sparse?: boolean | undefined; out: Tensor }): Tensor };
    };
    embedding_backward: {
      default(grad: Tensor, indices: Tensor, num_weights: Int, padding_idx: Int, scale_grad_by_freq: boolean, sparse: boolean): Tensor;
    };
    embedding_bag: {
      default: { (weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, sparse?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, include_last_offset?: boolean | undefined): [Tensor, Tensor, Tensor, Tensor]; (weight: Tensor, indices: Tensor, offsets: Tensor, options?: { scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; sparse?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): [Tensor, Tensor, Tensor, Tensor] };
      padding_idx(weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq: boolean, mode: Int, sparse: boolean, per_sample_weights: Tensor | null, include_last_offset: boolean, padding_idx: Int | null): [Tensor, Tensor, Tensor, Tensor];
    };
    embedding_dense_backward: {
      default(grad_output: Tensor, indices: Tensor, num_weights: Int, padding_idx: Int, scale_grad_by_freq: boolean): Tensor;
      out(grad_output: Tensor, indices: Tensor, num_weights: Int, padding_idx: Int, scale_grad_by_freq: boolean, options: { out: Tensor }): Tensor;
    };
    embedding_renorm: {
      default(self: Tensor, indices: Tensor, max_norm: number, norm_type: number): Tensor;
      out(self: Tensor, indices: Tensor, max_norm: number, norm_type: number, options: { out: Tensor }): Tensor;
    };
    embedding_renorm_: {
      default(self: Tensor, indices: Tensor, max_norm: number, norm_type: number): Tensor;
    };
    embedding_sparse_backward: {
      default(grad: Tensor, indices: Tensor, num_weights: Int, padding_idx: Int, scale_grad_by_freq: boolean): Tensor;
    };
    empty: {
      memory_format(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names(size: Ints, options: { names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(size: Ints, options: { names: readonly (string)[] | null; memory_format?: string | null | undefined; out: Tensor }): Tensor;
      out(size: Ints, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    empty_like: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    empty_permuted: {
      /** LibTorch 2.13.0 only. */ default(size: Ints, physical_layout: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ out(size: Ints, physical_layout: Ints, options: { out: Tensor }): Tensor;
    };
    empty_quantized: {
      default(size: Ints, qtensor: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      out(size: Ints, qtensor: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    empty_strided: {
      default(size: Ints, stride: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(size: Ints, stride: Ints, options: { out: Tensor }): Tensor;
    };
    eq: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    eq_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    equal: {
      default(self: Tensor, other: Tensor): boolean;
    };
    erf: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    erf_: {
      default(self: Tensor): Tensor;
    };
    erfc: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    erfc_: {
      default(self: Tensor): Tensor;
    };
    erfinv: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    erfinv_: {
      default(self: Tensor): Tensor;
    };
    exp: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    exp2: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    exp2_: {
      default(self: Tensor): Tensor;
    };
    exp_: {
      default(self: Tensor): Tensor;
    };
    expand: {
      default(self: Tensor, size: Ints, options?: { implicit?: boolean | undefined }): Tensor;
    };
    expand_as: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    expand_copy: {
      default(self: Tensor, size: Ints, options?: { implicit?: boolean | undefined }): Tensor;
      out(self: Tensor, size: Ints, options: { implicit?: boolean | undefined; out: Tensor }): Tensor;
    };
    expm1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    expm1_: {
      default(self: Tensor): Tensor;
    };
    exponential: {
      default: { (self: Tensor, lambd?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { lambd?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, lambd: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { lambd?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    exponential_: {
      default: { (self: Tensor, lambd?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { lambd?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    eye: {
      default(n: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      m(n: Int, m: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      m_out(n: Int, m: Int, options: { out: Tensor }): Tensor;
      out(n: Int, options: { out: Tensor }): Tensor;
    };
    fake_quantize_per_channel_affine: {
      default(self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int): Tensor;
    };
    fake_quantize_per_channel_affine_cachemask: {
      default(self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int): [Tensor, Tensor];
      out(self: Tensor, scale: Tensor, zero_point: Tensor, axis: Int, quant_min: Int, quant_max: Int, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    fake_quantize_per_channel_affine_cachemask_backward: {
      default(grad: Tensor, mask: Tensor): Tensor;
    };
    fake_quantize_per_tensor_affine: {
      default(self: Tensor, scale: number, zero_point: Int, quant_min: Int, quant_max: Int): Tensor;
      tensor_qparams(self: Tensor, scale: Tensor, zero_point: Tensor, quant_min: Int, quant_max: Int): Tensor;
    };
    fake_quantize_per_tensor_affine_cachemask: {
      default(self: Tensor, scale: number, zero_point: Int, quant_min: Int, quant_max: Int): [Tensor, Tensor];
      out(self: Tensor, scale: number, zero_point: Int, quant_min: Int, quant_max: Int, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    fake_quantize_per_tensor_affine_cachemask_backward: {
      default(grad: Tensor, mask: Tensor): Tensor;
    };
    fbgemm_linear_fp16_weight: {
      default(input: Tensor, packed_weight: Tensor, bias: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ out(input: Tensor, packed_weight: Tensor, bias: Tensor, output: Tensor): Tensor;
    };
    fbgemm_linear_fp16_weight_fp32_activation: {
      default(input: Tensor, packed_weight: Tensor, bias: Tensor | null): Tensor;
      /** LibTorch 2.13.0 only. */ out(input: Tensor, packed_weight: Tensor, bias: Tensor | null, output: Tensor): Tensor;
    };
    fbgemm_linear_int8_weight: {
      default(input: Tensor, weight: Tensor, packed: Tensor, col_offsets: Tensor, weight_scale: Scalar, weight_zero_point: Scalar, bias: Tensor): Tensor;
    };
    fbgemm_linear_int8_weight_fp32_activation: {
      default(input: Tensor, weight: Tensor, packed: Tensor, col_offsets: Tensor, weight_scale: Scalar, weight_zero_point: Scalar, bias: Tensor): Tensor;
    };
    fbgemm_linear_quantize_weight: {
      default(input: Tensor): [Tensor, Tensor, number, number];
    };
    fbgemm_pack_gemm_matrix_fp16: {
      default(input: Tensor): Tensor;
    };
    fbgemm_pack_quantized_matrix: {
      default(input: Tensor): Tensor;
      KN(input: Tensor, K: Int, N: Int): Tensor;
    };
    feature_alpha_dropout: {
      default(input: Tensor, p: number, train: boolean): Tensor;
    };
    feature_alpha_dropout_: {
      default(self: Tensor, p: number, train: boolean): Tensor;
    };
    feature_dropout: {
      default(input: Tensor, p: number, train: boolean): Tensor;
    };
    feature_dropout_: {
      default(self: Tensor, p: number, train: boolean): Tensor;
    };
    fft_fft: {
      default: { (self: Tensor, n?: Int | null | undefined, dim?: Int | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | null | undefined, dim: Int | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_fft2: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_fftfreq: {
      default: { (n: Int, d?: number | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (n: Int, options?: { d?: number | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      out: { (n: Int, d: number | undefined, options: { out: Tensor }): Tensor; (n: Int, options: { d?: number | undefined; out: Tensor }): Tensor };
    };
    fft_fftn: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | null | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | null | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_fftshift: {
      default: { (self: Tensor, dim?: IntsOrOne | null | undefined): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined }): Tensor };
    };
    fft_hfft: {
      default: { (self: Tensor, n?: Int | null | undefined, dim?: Int | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | null | undefined, dim: Int | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_hfft2: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_hfftn: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | null | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | null | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_ifft: {
      default: { (self: Tensor, n?: Int | null | undefined, dim?: Int | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | null | undefined, dim: Int | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_ifft2: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_ifftn: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | null | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | null | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_ifftshift: {
      default: { (self: Tensor, dim?: IntsOrOne | null | undefined): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined }): Tensor };
    };
    fft_ihfft: {
      default: { (self: Tensor, n?: Int | null | undefined, dim?: Int | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | null | undefined, dim: Int | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_ihfft2: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_ihfftn: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | null | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | null | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_irfft: {
      default: { (self: Tensor, n?: Int | null | undefined, dim?: Int | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | null | undefined, dim: Int | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_irfft2: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_irfftn: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | null | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | null | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_rfft: {
      default: { (self: Tensor, n?: Int | null | undefined, dim?: Int | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, n: Int | null | undefined, dim: Int | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { n?: Int | null | undefined; dim?: Int | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_rfft2: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fft_rfftfreq: {
      default: { (n: Int, d?: number | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (n: Int, options?: { d?: number | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      out: { (n: Int, d: number | undefined, options: { out: Tensor }): Tensor; (n: Int, options: { d?: number | undefined; out: Tensor }): Tensor };
    };
    fft_rfftn: {
      default: { (self: Tensor, s?: IntsOrOne | null | undefined, dim?: IntsOrOne | null | undefined, norm?: string | null | undefined): Tensor; (self: Tensor, options?: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined }): Tensor };
      out: { (self: Tensor, s: IntsOrOne | null | undefined, dim: IntsOrOne | null | undefined, norm: string | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { s?: IntsOrOne | null | undefined; dim?: IntsOrOne | null | undefined; norm?: string | null | undefined; out: Tensor }): Tensor };
    };
    fill: {
      Scalar(self: Tensor, value: Scalar): Tensor;
      Scalar_out(self: Tensor, value: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, value: Tensor): Tensor;
      Tensor_out(self: Tensor, value: Tensor, options: { out: Tensor }): Tensor;
    };
    fill_: {
      Scalar(self: Tensor, value: Scalar): Tensor;
      Tensor(self: Tensor, value: Tensor): Tensor;
    };
    fill_diagonal_: {
      default: { (self: Tensor, fill_value: Scalar, wrap?: boolean | undefined): Tensor; (self: Tensor, fill_value: Scalar, options?: { wrap?: boolean | undefined }): Tensor };
    };
    fix: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    fix_: {
      default(self: Tensor): Tensor;
    };
    flatten: {
      /** LibTorch 1.13.0 only. */ DimnameList(self: Tensor, dims: readonly (string)[], out_dim: string): Tensor;
      /** LibTorch 1.13.0 only. */ named_out_dim(self: Tensor, start_dim: Int, end_dim: Int, out_dim: string): Tensor;
      using_ints: { (self: Tensor, start_dim?: Int | undefined, end_dim?: Int | undefined): Tensor; (self: Tensor, options?: { start_dim?: Int | undefined; end_dim?: Int | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ using_names(self: Tensor, start_dim: string, end_dim: string, out_dim: string): Tensor;
    };
    flatten_dense_tensors: {
      default(tensors: Tensors): Tensor;
    };
    flip: {
      default(self: Tensor, dims: Ints): Tensor;
      out(self: Tensor, dims: Ints, options: { out: Tensor }): Tensor;
    };
    fliplr: {
      default(self: Tensor): Tensor;
    };
    flipud: {
      default(self: Tensor): Tensor;
    };
    float_power: {
      Scalar(self: Scalar, exponent: Tensor): Tensor;
      Scalar_out(self: Scalar, exponent: Tensor, options: { out: Tensor }): Tensor;
      Tensor_Scalar(self: Tensor, exponent: Scalar): Tensor;
      Tensor_Scalar_out(self: Tensor, exponent: Scalar, options: { out: Tensor }): Tensor;
      Tensor_Tensor(self: Tensor, exponent: Tensor): Tensor;
      Tensor_Tensor_out(self: Tensor, exponent: Tensor, options: { out: Tensor }): Tensor;
    };
    float_power_: {
      Scalar(self: Tensor, exponent: Scalar): Tensor;
      Tensor(self: Tensor, exponent: Tensor): Tensor;
    };
    floor: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    floor_: {
      default(self: Tensor): Tensor;
    };
    floor_divide: {
      default(self: Tensor, other: Tensor): Tensor;
      Scalar(self: Tensor, other: Scalar): Tensor;
      /** LibTorch 2.13.0 only. */ Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    floor_divide_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    fmax: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    fmin: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    fmod: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    fmod_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    frac: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    frac_: {
      default(self: Tensor): Tensor;
    };
    fractional_max_pool2d: {
      default(self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, random_samples: Tensor): [Tensor, Tensor];
      output(self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, random_samples: Tensor, options: { output: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    fractional_max_pool2d_backward: {
      default(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, indices: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, indices: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    fractional_max_pool3d: {
      default(self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, random_samples: Tensor): [Tensor, Tensor];
      output(self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, random_samples: Tensor, options: { output: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    fractional_max_pool3d_backward: {
      default(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, indices: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, output_size: IntsOrOne, indices: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    frexp: {
      Tensor(self: Tensor): [Tensor, Tensor];
      Tensor_out(self: Tensor, options: { mantissa: Tensor; exponent: Tensor }): [Tensor, Tensor];
    };
    frobenius_norm: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor): Tensor;
      dim: { (self: Tensor, dim: IntsOrOne, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: IntsOrOne, options?: { keepdim?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    from_file: {
      default: { (filename: string, shared?: boolean | null | undefined, size?: Int | null | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (filename: string, options?: { shared?: boolean | null | undefined; size?: Int | null | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      out: { (filename: string, shared: boolean | null | undefined, size: Int | null | undefined, options: { out: Tensor }): Tensor; (filename: string, options: { shared?: boolean | null | undefined; size?: Int | null | undefined; out: Tensor }): Tensor };
    };
    full: {
      default(size: Ints, fill_value: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names(size: Ints, fill_value: Scalar, options: { names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(size: Ints, fill_value: Scalar, options: { names: readonly (string)[] | null; out: Tensor }): Tensor;
      out(size: Ints, fill_value: Scalar, options: { out: Tensor }): Tensor;
    };
    full_like: {
      default(self: Tensor, fill_value: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, fill_value: Scalar, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    fused_moving_avg_obs_fake_quant: {
      default: { (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, per_row_fake_quant?: boolean | undefined, symmetric_quant?: boolean | undefined): Tensor; (self: Tensor, observer_on: Tensor, fake_quant_on: Tensor, running_min: Tensor, running_max: Tensor, scale: Tensor, zero_point: Tensor, averaging_const: number, quant_min: Int, quant_max: Int, ch_axis: Int, options?: { per_row_fake_quant?: boolean | undefined; symmetric_quant?: boolean | undefined }): Tensor };
    };
    gather: {
      default(self: Tensor, dim: Int, index: Tensor, options?: { sparse_grad?: boolean | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, index: Tensor, options?: { sparse_grad?: boolean | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, index: Tensor, options: { sparse_grad?: boolean | undefined; out: Tensor }): Tensor;
      out(self: Tensor, dim: Int, index: Tensor, options: { sparse_grad?: boolean | undefined; out: Tensor }): Tensor;
    };
    gather_backward: {
      default(grad: Tensor, self: Tensor, dim: Int, index: Tensor, sparse_grad: boolean): Tensor;
    };
    gcd: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    gcd_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    ge: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    ge_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    gelu: {
      default(self: Tensor, options?: { approximate?: string | undefined }): Tensor;
      out(self: Tensor, options: { approximate?: string | undefined; out: Tensor }): Tensor;
    };
    gelu_: {
      default(self: Tensor, options?: { approximate?: string | undefined }): Tensor;
    };
    gelu_backward: {
      default(grad_output: Tensor, self: Tensor, options?: { approximate?: string | undefined }): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, options: { approximate?: string | undefined; grad_input: Tensor }): Tensor;
    };
    geometric: {
      default(self: Tensor, p: number, options?: { generator?: Generator | null | null | undefined }): Tensor;
      out(self: Tensor, p: number, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
    };
    geometric_: {
      default(self: Tensor, p: number, options?: { generator?: Generator | null | null | undefined }): Tensor;
    };
    geqrf: {
      default(self: Tensor): [Tensor, Tensor];
      a(self: Tensor, options: { a: Tensor; tau: Tensor }): [Tensor, Tensor];
    };
    ger: {
      default(self: Tensor, vec2: Tensor): Tensor;
      out(self: Tensor, vec2: Tensor, options: { out: Tensor }): Tensor;
    };
    get_device: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    get_gradients: {
      default(context_id: Int): unknown;
    };
    glu: {
      default: { (self: Tensor, dim?: Int | undefined): Tensor; (self: Tensor, options?: { dim?: Int | undefined }): Tensor };
      out: { (self: Tensor, dim: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Int | undefined; out: Tensor }): Tensor };
    };
    glu_backward: {
      default(grad_output: Tensor, self: Tensor, dim: Int): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, dim: Int, options: { grad_input: Tensor }): Tensor;
    };
    glu_backward_jvp: {
      default(grad_x: Tensor, grad_glu: Tensor, x: Tensor, dgrad_glu: Tensor, dx: Tensor, dim: Int): Tensor;
      out(grad_x: Tensor, grad_glu: Tensor, x: Tensor, dgrad_glu: Tensor, dx: Tensor, dim: Int, options: { out: Tensor }): Tensor;
    };
    glu_jvp: {
      default(glu: Tensor, x: Tensor, dx: Tensor, dim: Int): Tensor;
      out(glu: Tensor, x: Tensor, dx: Tensor, dim: Int, options: { out: Tensor }): Tensor;
    };
    gradient: {
      array(self: Tensor, options: { dim: Ints; edge_order?: Int | undefined }): Tensor[];
      scalararray(self: Tensor, options: { spacing: Scalar; dim: Ints; edge_order?: Int | undefined }): Tensor[];
      scalarint(self: Tensor, options?: { spacing?: Scalar | null | undefined; dim?: Int | null | undefined; edge_order?: Int | undefined }): Tensor[];
      scalarrayarray(self: Tensor, options: { spacing: readonly (Scalar)[]; dim: Ints; edge_order?: Int | undefined }): Tensor[];
      scalarrayint(self: Tensor, options: { spacing: readonly (Scalar)[]; dim?: Int | null | undefined; edge_order?: Int | undefined }): Tensor[];
      tensorarray(self: Tensor, options: { spacing: Tensors; dim: Ints; edge_order?: Int | undefined }): Tensor[];
      tensorarrayint(self: Tensor, options: { spacing: Tensors; dim?: Int | null | undefined; edge_order?: Int | undefined }): Tensor[];
    };
    greater: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    greater_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    greater_equal: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    greater_equal_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    grid_sampler: {
      default(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean): Tensor;
    };
    grid_sampler_2d: {
      default(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean): Tensor;
      out(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, options: { out: Tensor }): Tensor;
    };
    grid_sampler_2d_backward: {
      default(grad_output: Tensor, input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, output_mask: readonly (boolean)[]): [Tensor, Tensor];
      out(grad_output: Tensor, input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    grid_sampler_3d: {
      default(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean): Tensor;
      out(input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, options: { out: Tensor }): Tensor;
    };
    grid_sampler_3d_backward: {
      default(grad_output: Tensor, input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, output_mask: readonly (boolean)[]): [Tensor, Tensor];
      out(grad_output: Tensor, input: Tensor, grid: Tensor, interpolation_mode: Int, padding_mode: Int, align_corners: boolean, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    group_norm: {
      default: { (input: Tensor, num_groups: Int, weight?: Tensor | null | undefined, bias?: Tensor | null | undefined, eps?: number | undefined, cudnn_enabled?: boolean | undefined): Tensor; (input: Tensor, num_groups: Int, options?: { weight?: Tensor | null | undefined; bias?: Tensor | null | undefined; eps?: number | undefined; cudnn_enabled?: boolean | undefined }): Tensor };
    };
    gru: {
      data(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
      input(input: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor];
    };
    gru_cell: {
      default: { (input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih?: Tensor | null | undefined, b_hh?: Tensor | null | undefined): Tensor; (input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, options?: { b_ih?: Tensor | null | undefined; b_hh?: Tensor | null | undefined }): Tensor };
    };
    gt: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    gt_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    hamming_window: {
      default(window_length: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(window_length: Int, options: { out: Tensor }): Tensor;
      periodic(window_length: Int, periodic: boolean, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_alpha(window_length: Int, periodic: boolean, alpha: number, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_alpha_beta(window_length: Int, periodic: boolean, alpha: number, beta: number, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_alpha_beta_out(window_length: Int, periodic: boolean, alpha: number, beta: number, options: { out: Tensor }): Tensor;
      periodic_alpha_out(window_length: Int, periodic: boolean, alpha: number, options: { out: Tensor }): Tensor;
      periodic_out(window_length: Int, periodic: boolean, options: { out: Tensor }): Tensor;
    };
    hann_window: {
      default(window_length: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(window_length: Int, options: { out: Tensor }): Tensor;
      periodic(window_length: Int, periodic: boolean, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_out(window_length: Int, periodic: boolean, options: { out: Tensor }): Tensor;
    };
    hardshrink: {
      default: { (self: Tensor, lambd?: Scalar | undefined): Tensor; (self: Tensor, options?: { lambd?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, lambd: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { lambd?: Scalar | undefined; out: Tensor }): Tensor };
    };
    hardshrink_backward: {
      default(grad_out: Tensor, self: Tensor, lambd: Scalar): Tensor;
      grad_input(grad_out: Tensor, self: Tensor, lambd: Scalar, options: { grad_input: Tensor }): Tensor;
    };
    hardsigmoid: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    hardsigmoid_: {
      default(self: Tensor): Tensor;
    };
    hardsigmoid_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    hardswish: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    hardswish_: {
      default(self: Tensor): Tensor;
    };
    hardswish_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
      out(grad_output: Tensor, self: Tensor, options: { out: Tensor }): Tensor;
    };
    hardtanh: {
      default: { (self: Tensor, min_val?: Scalar | undefined, max_val?: Scalar | undefined): Tensor; (self: Tensor, options?: { min_val?: Scalar | undefined; max_val?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, min_val: Scalar | undefined, max_val: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { min_val?: Scalar | undefined; max_val?: Scalar | undefined; out: Tensor }): Tensor };
    };
    hardtanh_: {
      default: { (self: Tensor, min_val?: Scalar | undefined, max_val?: Scalar | undefined): Tensor; (self: Tensor, options?: { min_val?: Scalar | undefined; max_val?: Scalar | undefined }): Tensor };
    };
    hardtanh_backward: {
      default(grad_output: Tensor, self: Tensor, min_val: Scalar, max_val: Scalar): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, min_val: Scalar, max_val: Scalar, options: { grad_input: Tensor }): Tensor;
    };
    hash_tensor: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, dim?: IntsOrOne | undefined, options?: { keepdim?: boolean | undefined; mode?: Int | undefined }): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | undefined; keepdim?: boolean | undefined; mode?: Int | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, dim: IntsOrOne | undefined, options: { keepdim?: boolean | undefined; mode?: Int | undefined; out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | undefined; keepdim?: boolean | undefined; mode?: Int | undefined; out: Tensor }): Tensor };
    };
    heaviside: {
      default(self: Tensor, values: Tensor): Tensor;
      out(self: Tensor, values: Tensor, options: { out: Tensor }): Tensor;
    };
    heaviside_: {
      default(self: Tensor, values: Tensor): Tensor;
    };
    hinge_embedding_loss: {
      default: { (self: Tensor, target: Tensor, margin?: number | undefined, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { margin?: number | undefined; reduction?: Int | undefined }): Tensor };
    };
    histc: {
      default: { (self: Tensor, bins?: Int | undefined, min?: Scalar | undefined, max?: Scalar | undefined): Tensor; (self: Tensor, options?: { bins?: Int | undefined; min?: Scalar | undefined; max?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, bins: Int | undefined, min: Scalar | undefined, max: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { bins?: Int | undefined; min?: Scalar | undefined; max?: Scalar | undefined; out: Tensor }): Tensor };
    };
    histogram: {
      bin_ct: { (self: Tensor, bins?: Int | undefined, options?: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): [Tensor, Tensor]; (self: Tensor, options?: { bins?: Int | undefined; range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): [Tensor, Tensor] };
      bin_ct_out: { (self: Tensor, bins: Int | undefined, options: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined; hist: Tensor; bin_edges: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { bins?: Int | undefined; range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined; hist: Tensor; bin_edges: Tensor }): [Tensor, Tensor] };
      bins_tensor(self: Tensor, bins: Tensor, options?: { weight?: Tensor | null | undefined; density?: boolean | undefined }): [Tensor, Tensor];
      bins_tensor_out(self: Tensor, bins: Tensor, options: { weight?: Tensor | null | undefined; density?: boolean | undefined; hist: Tensor; bin_edges: Tensor }): [Tensor, Tensor];
    };
    histogramdd: {
      default: { (self: Tensor, bins: Ints, range?: readonly (number)[] | null | undefined, weight?: Tensor | null | undefined, density?: boolean | undefined): [Tensor, Tensor[]]; (self: Tensor, bins: Ints, options?: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): [Tensor, Tensor[]] };
      TensorList_bins: { (self: Tensor, bins: Tensors, range?: readonly (number)[] | null | undefined, weight?: Tensor | null | undefined, density?: boolean | undefined): [Tensor, Tensor[]]; (self: Tensor, bins: Tensors, options?: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): [Tensor, Tensor[]] };
      int_bins: { (self: Tensor, bins: Int, range?: readonly (number)[] | null | undefined, weight?: Tensor | null | undefined, density?: boolean | undefined): [Tensor, Tensor[]]; (self: Tensor, bins: Int, options?: { range?: readonly (number)[] | null | undefined; weight?: Tensor | null | undefined; density?: boolean | undefined }): [Tensor, Tensor[]] };
    };
    hsplit: {
      array(self: Tensor, indices: Ints): Tensor[];
      int(self: Tensor, sections: Int): Tensor[];
    };
    hspmm: {
      default(mat1: Tensor, mat2: Tensor): Tensor;
      out(mat1: Tensor, mat2: Tensor, options: { out: Tensor }): Tensor;
    };
    hstack: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    huber_loss: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined, delta?: number | undefined): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined; delta?: number | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, reduction: Int | undefined, delta: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { reduction?: Int | undefined; delta?: number | undefined; out: Tensor }): Tensor };
    };
    huber_loss_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, delta: number): Tensor;
      out(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, delta: number, options: { grad_input: Tensor }): Tensor;
    };
    hypot: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    hypot_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    i0: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    i0_: {
      default(self: Tensor): Tensor;
    };
    igamma: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    igamma_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    igammac: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    igammac_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    im2col: {
      default(self: Tensor, kernel_size: IntsOrOne, dilation: IntsOrOne, padding: IntsOrOne, stride: IntsOrOne): Tensor;
      out(self: Tensor, kernel_size: IntsOrOne, dilation: IntsOrOne, padding: IntsOrOne, stride: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    imag: {
      default(self: Tensor): Tensor;
    };
    index: {
      Tensor(self: Tensor, indices: readonly (Tensor | null)[]): Tensor;
      Tensor_out(self: Tensor, indices: readonly (Tensor | null)[], options: { out: Tensor }): Tensor;
    };
    index_add: {
      default(self: Tensor, dim: Int, index: Tensor, source: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, index: Tensor, source: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, dim: Int, index: Tensor, source: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    index_add_: {
      default(self: Tensor, dim: Int, index: Tensor, source: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
    };
    index_copy: {
      default(self: Tensor, dim: Int, index: Tensor, source: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, index: Tensor, source: Tensor): Tensor;
      out(self: Tensor, dim: Int, index: Tensor, source: Tensor, options: { out: Tensor }): Tensor;
    };
    index_copy_: {
      default(self: Tensor, dim: Int, index: Tensor, source: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, index: Tensor, source: Tensor): Tensor;
    };
    index_fill: {
      /** LibTorch 1.13.0 only. */ Dimname_Scalar(self: Tensor, dim: string, index: Tensor, value: Scalar): Tensor;
      /** LibTorch 1.13.0 only. */ Dimname_Tensor(self: Tensor, dim: string, index: Tensor, value: Tensor): Tensor;
      int_Scalar(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
      int_Scalar_out(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { out: Tensor }): Tensor;
      int_Tensor(self: Tensor, dim: Int, index: Tensor, value: Tensor): Tensor;
      int_Tensor_out(self: Tensor, dim: Int, index: Tensor, value: Tensor, options: { out: Tensor }): Tensor;
    };
    index_fill_: {
      /** LibTorch 1.13.0 only. */ Dimname_Scalar(self: Tensor, dim: string, index: Tensor, value: Scalar): Tensor;
      /** LibTorch 1.13.0 only. */ Dimname_Tensor(self: Tensor, dim: string, index: Tensor, value: Tensor): Tensor;
      int_Scalar(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
      int_Tensor(self: Tensor, dim: Int, index: Tensor, value: Tensor): Tensor;
    };
    index_put: {
      default: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean | undefined): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean | undefined }): Tensor };
      out: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options: { accumulate?: boolean | undefined; out: Tensor }): Tensor };
    };
    index_put_: {
      default: { (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean | undefined): Tensor; (self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean | undefined }): Tensor };
    };
    index_reduce: {
      default(self: Tensor, dim: Int, index: Tensor, source: Tensor, reduce: string, options?: { include_self?: boolean | undefined }): Tensor;
      out(self: Tensor, dim: Int, index: Tensor, source: Tensor, reduce: string, options: { include_self?: boolean | undefined; out: Tensor }): Tensor;
    };
    index_reduce_: {
      default(self: Tensor, dim: Int, index: Tensor, source: Tensor, reduce: string, options?: { include_self?: boolean | undefined }): Tensor;
    };
    index_select: {
      default(self: Tensor, dim: Int, index: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, index: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, index: Tensor, options: { out: Tensor }): Tensor;
      out(self: Tensor, dim: Int, index: Tensor, options: { out: Tensor }): Tensor;
    };
    index_select_backward: {
      default(grad: Tensor, self_sizes: Ints, dim: Int, index: Tensor): Tensor;
    };
    indices: {
      default(self: Tensor): Tensor;
    };
    indices_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    infinitely_differentiable_gelu_backward: {
      default(grad: Tensor, self: Tensor): Tensor;
    };
    inner: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    instance_norm: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, use_input_stats: boolean, momentum: number, eps: number, cudnn_enabled: boolean): Tensor;
    };
    int_repr: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    inverse: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    is_coalesced: {
      default(self: Tensor): boolean;
    };
    is_complex: {
      default(self: Tensor): boolean;
    };
    is_conj: {
      default(self: Tensor): boolean;
    };
    is_contiguous: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): boolean;
      /** LibTorch 2.13.0 only. */ memory_format(self: Tensor, memory_format: string): boolean;
    };
    is_distributed: {
      default(self: Tensor): boolean;
    };
    is_floating_point: {
      default(self: Tensor): boolean;
    };
    is_inference: {
      default(self: Tensor): boolean;
    };
    is_leaf: {
      default(self: Tensor): boolean;
    };
    is_neg: {
      default(self: Tensor): boolean;
    };
    is_nonzero: {
      default(self: Tensor): boolean;
    };
    is_pinned: {
      default: { (self: Tensor, device?: string | null | undefined): boolean; (self: Tensor, options?: { device?: string | null | undefined }): boolean };
    };
    is_same_size: {
      default(self: Tensor, other: Tensor): boolean;
    };
    is_set_to: {
      default(self: Tensor, tensor: Tensor): boolean;
    };
    is_signed: {
      default(self: Tensor): boolean;
    };
    is_vulkan_available: {
      default(): boolean;
    };
    isclose: {
      default: { (self: Tensor, other: Tensor, rtol?: number | undefined, atol?: number | undefined, equal_nan?: boolean | undefined): Tensor; (self: Tensor, other: Tensor, options?: { rtol?: number | undefined; atol?: number | undefined; equal_nan?: boolean | undefined }): Tensor };
    };
    isfinite: {
      default(self: Tensor): Tensor;
    };
    isin: {
      Scalar_Tensor(element: Scalar, test_elements: Tensor, options?: { assume_unique?: boolean | undefined; invert?: boolean | undefined }): Tensor;
      Scalar_Tensor_out(element: Scalar, test_elements: Tensor, options: { assume_unique?: boolean | undefined; invert?: boolean | undefined; out: Tensor }): Tensor;
      Tensor_Scalar(elements: Tensor, test_element: Scalar, options?: { assume_unique?: boolean | undefined; invert?: boolean | undefined }): Tensor;
      Tensor_Scalar_out(elements: Tensor, test_element: Scalar, options: { assume_unique?: boolean | undefined; invert?: boolean | undefined; out: Tensor }): Tensor;
      Tensor_Tensor(elements: Tensor, test_elements: Tensor, options?: { assume_unique?: boolean | undefined; invert?: boolean | undefined }): Tensor;
      Tensor_Tensor_out(elements: Tensor, test_elements: Tensor, options: { assume_unique?: boolean | undefined; invert?: boolean | undefined; out: Tensor }): Tensor;
    };
    isinf: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    isnan: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    isneginf: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    isposinf: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    isreal: {
      default(self: Tensor): Tensor;
    };
    istft: {
      default: { (self: Tensor, n_fft: Int, hop_length?: Int | null | undefined, win_length?: Int | null | undefined, window?: Tensor | null | undefined, center?: boolean | undefined, normalized?: boolean | undefined, onesided?: boolean | null | undefined, length?: Int | null | undefined, return_complex?: boolean | undefined): Tensor; (self: Tensor, n_fft: Int, options?: { hop_length?: Int | null | undefined; win_length?: Int | null | undefined; window?: Tensor | null | undefined; center?: boolean | undefined; normalized?: boolean | undefined; onesided?: boolean | null | undefined; length?: Int | null | undefined; return_complex?: boolean | undefined }): Tensor };
    };
    item: {
      default(self: Tensor): Scalar;
    };
    kaiser_window: {
      default(window_length: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      beta(window_length: Int, periodic: boolean, beta: number, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      beta_out(window_length: Int, periodic: boolean, beta: number, options: { out: Tensor }): Tensor;
      out(window_length: Int, options: { out: Tensor }): Tensor;
      periodic(window_length: Int, periodic: boolean, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      periodic_out(window_length: Int, periodic: boolean, options: { out: Tensor }): Tensor;
    };
    kl_div: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined, options?: { log_target?: boolean | undefined }): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined; log_target?: boolean | undefined }): Tensor };
    };
    kron: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    kthvalue: {
      default: { (self: Tensor, k: Int, dim?: Int | undefined, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, k: Int, options?: { dim?: Int | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname: { (self: Tensor, k: Int, dim: string, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, k: Int, dim: string, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname_out: { (self: Tensor, k: Int, dim: string, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, k: Int, dim: string, options: { keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      values: { (self: Tensor, k: Int, dim: Int | undefined, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, k: Int, options: { dim?: Int | undefined; keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
    };
    l1_loss: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined }): Tensor };
    };
    layer_norm: {
      default: { (input: Tensor, normalized_shape: Ints, weight?: Tensor | null | undefined, bias?: Tensor | null | undefined, eps?: number | undefined, cudnn_enable?: boolean | undefined): Tensor; (input: Tensor, normalized_shape: Ints, options?: { weight?: Tensor | null | undefined; bias?: Tensor | null | undefined; eps?: number | undefined; cudnn_enable?: boolean | undefined }): Tensor };
    };
    lcm: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    lcm_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    ldexp: {
      Tensor(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    ldexp_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    le: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    le_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    leaky_relu: {
      default: { (self: Tensor, negative_slope?: Scalar | undefined): Tensor; (self: Tensor, options?: { negative_slope?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, negative_slope: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { negative_slope?: Scalar | undefined; out: Tensor }): Tensor };
    };
    leaky_relu_: {
      default: { (self: Tensor, negative_slope?: Scalar | undefined): Tensor; (self: Tensor, options?: { negative_slope?: Scalar | undefined }): Tensor };
    };
    leaky_relu_backward: {
      default(grad_output: Tensor, self: Tensor, negative_slope: Scalar, self_is_result: boolean): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, negative_slope: Scalar, self_is_result: boolean, options: { grad_input: Tensor }): Tensor;
    };
    lerp: {
      Scalar(self: Tensor, end: Tensor, weight: Scalar): Tensor;
      Scalar_out(self: Tensor, end: Tensor, weight: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, end: Tensor, weight: Tensor): Tensor;
      Tensor_out(self: Tensor, end: Tensor, weight: Tensor, options: { out: Tensor }): Tensor;
    };
    lerp_: {
      Scalar(self: Tensor, end: Tensor, weight: Scalar): Tensor;
      Tensor(self: Tensor, end: Tensor, weight: Tensor): Tensor;
    };
    less: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    less_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    less_equal: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    less_equal_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    lgamma: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    lgamma_: {
      default(self: Tensor): Tensor;
    };
    lift: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    lift_fresh: {
      default(self: Tensor): Tensor;
    };
    lift_fresh_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg__powsum: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, ord?: Scalar | undefined, dim?: IntsOrOne | null | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, options?: { ord?: Scalar | undefined; dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
    };
    linalg_cholesky: {
      default(self: Tensor, options?: { upper?: boolean | undefined }): Tensor;
      out(self: Tensor, options: { upper?: boolean | undefined; out: Tensor }): Tensor;
    };
    linalg_cholesky_ex: {
      default(self: Tensor, options?: { upper?: boolean | undefined; check_errors?: boolean | undefined }): [Tensor, Tensor];
      L(self: Tensor, options: { upper?: boolean | undefined; check_errors?: boolean | undefined; L: Tensor; info: Tensor }): [Tensor, Tensor];
    };
    linalg_cond: {
      default: { (self: Tensor, p?: Scalar | null | undefined): Tensor; (self: Tensor, options?: { p?: Scalar | null | undefined }): Tensor };
      out: { (self: Tensor, p: Scalar | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { p?: Scalar | null | undefined; out: Tensor }): Tensor };
      p_str(self: Tensor, p: string): Tensor;
      p_str_out(self: Tensor, p: string, options: { out: Tensor }): Tensor;
    };
    linalg_cross: {
      default(self: Tensor, other: Tensor, options?: { dim?: Int | undefined }): Tensor;
      out(self: Tensor, other: Tensor, options: { dim?: Int | undefined; out: Tensor }): Tensor;
    };
    linalg_det: {
      default(A: Tensor): Tensor;
      out(A: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg_diagonal: {
      default(A: Tensor, options?: { offset?: Int | undefined; dim1?: Int | undefined; dim2?: Int | undefined }): Tensor;
    };
    linalg_eig: {
      default(self: Tensor): [Tensor, Tensor];
      out(self: Tensor, options: { eigenvalues: Tensor; eigenvectors: Tensor }): [Tensor, Tensor];
    };
    linalg_eigh: {
      default: { (self: Tensor, UPLO?: string | undefined): [Tensor, Tensor]; (self: Tensor, options?: { UPLO?: string | undefined }): [Tensor, Tensor] };
      eigvals: { (self: Tensor, UPLO: string | undefined, options: { eigvals: Tensor; eigvecs: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { UPLO?: string | undefined; eigvals: Tensor; eigvecs: Tensor }): [Tensor, Tensor] };
    };
    linalg_eigvals: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg_eigvalsh: {
      default: { (self: Tensor, UPLO?: string | undefined): Tensor; (self: Tensor, options?: { UPLO?: string | undefined }): Tensor };
      out: { (self: Tensor, UPLO: string | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { UPLO?: string | undefined; out: Tensor }): Tensor };
    };
    linalg_householder_product: {
      default(input: Tensor, tau: Tensor): Tensor;
      out(input: Tensor, tau: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg_inv: {
      default(A: Tensor): Tensor;
      out(A: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg_inv_ex: {
      default(A: Tensor, options?: { check_errors?: boolean | undefined }): [Tensor, Tensor];
      inverse(A: Tensor, options: { check_errors?: boolean | undefined; inverse: Tensor; info: Tensor }): [Tensor, Tensor];
    };
    linalg_ldl_factor: {
      default(self: Tensor, options?: { hermitian?: boolean | undefined }): [Tensor, Tensor];
      out(self: Tensor, options: { hermitian?: boolean | undefined; LD: Tensor; pivots: Tensor }): [Tensor, Tensor];
    };
    linalg_ldl_factor_ex: {
      default(self: Tensor, options?: { hermitian?: boolean | undefined; check_errors?: boolean | undefined }): [Tensor, Tensor, Tensor];
      out(self: Tensor, options: { hermitian?: boolean | undefined; check_errors?: boolean | undefined; LD: Tensor; pivots: Tensor; info: Tensor }): [Tensor, Tensor, Tensor];
    };
    linalg_ldl_solve: {
      default(LD: Tensor, pivots: Tensor, B: Tensor, options?: { hermitian?: boolean | undefined }): Tensor;
      out(LD: Tensor, pivots: Tensor, B: Tensor, options: { hermitian?: boolean | undefined; out: Tensor }): Tensor;
    };
    linalg_lstsq: {
      default: { (self: Tensor, b: Tensor, rcond?: number | null | undefined, options?: { driver?: string | null | undefined }): [Tensor, Tensor, Tensor, Tensor]; (self: Tensor, b: Tensor, options?: { rcond?: number | null | undefined; driver?: string | null | undefined }): [Tensor, Tensor, Tensor, Tensor] };
      out: { (self: Tensor, b: Tensor, rcond: number | null | undefined, options: { driver?: string | null | undefined; solution: Tensor; residuals: Tensor; rank: Tensor; singular_values: Tensor }): [Tensor, Tensor, Tensor, Tensor]; (self: Tensor, b: Tensor, options: { rcond?: number | null | undefined; driver?: string | null | undefined; solution: Tensor; residuals: Tensor; rank: Tensor; singular_values: Tensor }): [Tensor, Tensor, Tensor, Tensor] };
    };
    linalg_lu: {
      default(A: Tensor, options?: { pivot?: boolean | undefined }): [Tensor, Tensor, Tensor];
      out(A: Tensor, options: { pivot?: boolean | undefined; P: Tensor; L: Tensor; U: Tensor }): [Tensor, Tensor, Tensor];
    };
    linalg_lu_factor: {
      default(A: Tensor, options?: { pivot?: boolean | undefined }): [Tensor, Tensor];
      out(A: Tensor, options: { pivot?: boolean | undefined; LU: Tensor; pivots: Tensor }): [Tensor, Tensor];
    };
    linalg_lu_factor_ex: {
      default(A: Tensor, options?: { pivot?: boolean | undefined; check_errors?: boolean | undefined }): [Tensor, Tensor, Tensor];
      out(A: Tensor, options: { pivot?: boolean | undefined; check_errors?: boolean | undefined; LU: Tensor; pivots: Tensor; info: Tensor }): [Tensor, Tensor, Tensor];
    };
    linalg_lu_solve: {
      default(LU: Tensor, pivots: Tensor, B: Tensor, options?: { left?: boolean | undefined; adjoint?: boolean | undefined }): Tensor;
      out(LU: Tensor, pivots: Tensor, B: Tensor, options: { left?: boolean | undefined; adjoint?: boolean | undefined; out: Tensor }): Tensor;
    };
    linalg_matmul: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg_matrix_exp: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    linalg_matrix_norm: {
      default: { (self: Tensor, ord: Scalar, dim?: Ints | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, ord: Scalar, options?: { dim?: Ints | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      out: { (self: Tensor, ord: Scalar, dim: Ints | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, ord: Scalar, options: { dim?: Ints | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      str_ord: { (self: Tensor, ord?: string | undefined, dim?: Ints | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, options?: { ord?: string | undefined; dim?: Ints | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      str_ord_out: { (self: Tensor, ord: string | undefined, dim: Ints | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { ord?: string | undefined; dim?: Ints | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    linalg_matrix_power: {
      default(self: Tensor, n: Int): Tensor;
      out(self: Tensor, n: Int, options: { out: Tensor }): Tensor;
    };
    linalg_matrix_rank: {
      default: { (self: Tensor, tol: number, hermitian?: boolean | undefined): Tensor; (self: Tensor, tol: number, options?: { hermitian?: boolean | undefined }): Tensor };
      atol_rtol_float(self: Tensor, options?: { atol?: number | null | undefined; rtol?: number | null | undefined; hermitian?: boolean | undefined }): Tensor;
      atol_rtol_float_out(self: Tensor, options: { atol?: number | null | undefined; rtol?: number | null | undefined; hermitian?: boolean | undefined; out: Tensor }): Tensor;
      atol_rtol_tensor(input: Tensor, options?: { atol?: Tensor | null | undefined; rtol?: Tensor | null | undefined; hermitian?: boolean | undefined }): Tensor;
      atol_rtol_tensor_out(input: Tensor, options: { atol?: Tensor | null | undefined; rtol?: Tensor | null | undefined; hermitian?: boolean | undefined; out: Tensor }): Tensor;
      out: { (self: Tensor, tol: number, hermitian: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, tol: number, options: { hermitian?: boolean | undefined; out: Tensor }): Tensor };
      out_tol_tensor: { (input: Tensor, tol: Tensor, hermitian: boolean | undefined, options: { out: Tensor }): Tensor; (input: Tensor, tol: Tensor, options: { hermitian?: boolean | undefined; out: Tensor }): Tensor };
      tol_tensor: { (input: Tensor, tol: Tensor, hermitian?: boolean | undefined): Tensor; (input: Tensor, tol: Tensor, options?: { hermitian?: boolean | undefined }): Tensor };
    };
    linalg_multi_dot: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    linalg_norm: {
      default: { (self: Tensor, ord?: Scalar | null | undefined, dim?: IntsOrOne | null | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, options?: { ord?: Scalar | null | undefined; dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      ord_str: { (self: Tensor, ord: string, dim?: IntsOrOne | null | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, ord: string, options?: { dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      ord_str_out: { (self: Tensor, ord: string, dim: IntsOrOne | null | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, ord: string, options: { dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, ord: Scalar | null | undefined, dim: IntsOrOne | null | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { ord?: Scalar | null | undefined; dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    linalg_pinv: {
      default: { (self: Tensor, rcond: number, hermitian?: boolean | undefined): Tensor; (self: Tensor, rcond: number, options?: { hermitian?: boolean | undefined }): Tensor };
      atol_rtol_float(self: Tensor, options?: { atol?: number | null | undefined; rtol?: number | null | undefined; hermitian?: boolean | undefined }): Tensor;
      atol_rtol_float_out(self: Tensor, options: { atol?: number | null | undefined; rtol?: number | null | undefined; hermitian?: boolean | undefined; out: Tensor }): Tensor;
      atol_rtol_tensor(self: Tensor, options?: { atol?: Tensor | null | undefined; rtol?: Tensor | null | undefined; hermitian?: boolean | undefined }): Tensor;
      atol_rtol_tensor_out(self: Tensor, options: { atol?: Tensor | null | undefined; rtol?: Tensor | null | undefined; hermitian?: boolean | undefined; out: Tensor }): Tensor;
      out: { (self: Tensor, rcond: number, hermitian: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, rcond: number, options: { hermitian?: boolean | undefined; out: Tensor }): Tensor };
      out_rcond_tensor: { (self: Tensor, rcond: Tensor, hermitian: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, rcond: Tensor, options: { hermitian?: boolean | undefined; out: Tensor }): Tensor };
      rcond_tensor: { (self: Tensor, rcond: Tensor, hermitian?: boolean | undefined): Tensor; (self: Tensor, rcond: Tensor, options?: { hermitian?: boolean | undefined }): Tensor };
    };
    linalg_qr: {
      default: { (A: Tensor, mode?: string | undefined): [Tensor, Tensor]; (A: Tensor, options?: { mode?: string | undefined }): [Tensor, Tensor] };
      out: { (A: Tensor, mode: string | undefined, options: { Q: Tensor; R: Tensor }): [Tensor, Tensor]; (A: Tensor, options: { mode?: string | undefined; Q: Tensor; R: Tensor }): [Tensor, Tensor] };
    };
    linalg_slogdet: {
      default(A: Tensor): [Tensor, Tensor];
      out(A: Tensor, options: { sign: Tensor; logabsdet: Tensor }): [Tensor, Tensor];
    };
    linalg_solve: {
      default(A: Tensor, B: Tensor, options?: { left?: boolean | undefined }): Tensor;
      out(A: Tensor, B: Tensor, options: { left?: boolean | undefined; out: Tensor }): Tensor;
    };
    linalg_solve_ex: {
      default(A: Tensor, B: Tensor, options?: { left?: boolean | undefined; check_errors?: boolean | undefined }): [Tensor, Tensor];
      out(A: Tensor, B: Tensor, options: { left?: boolean | undefined; check_errors?: boolean | undefined; result: Tensor; info: Tensor }): [Tensor, Tensor];
    };
    linalg_solve_triangular: {
      default(self: Tensor, B: Tensor, options: { upper: boolean; left?: boolean | undefined; unitriangular?: boolean | undefined }): Tensor;
      out(self: Tensor, B: Tensor, options: { upper: boolean; left?: boolean | undefined; unitriangular?: boolean | undefined; out: Tensor }): Tensor;
    };
    linalg_svd: {
      default: { (A: Tensor, full_matrices?: boolean | undefined, options?: { driver?: string | null | undefined }): [Tensor, Tensor, Tensor]; (A: Tensor, options?: { full_matrices?: boolean | undefined; driver?: string | null | undefined }): [Tensor, Tensor, Tensor] };
      U: { (A: Tensor, full_matrices: boolean | undefined, options: { driver?: string | null | undefined; U: Tensor; S: Tensor; Vh: Tensor }): [Tensor, Tensor, Tensor]; (A: Tensor, options: { full_matrices?: boolean | undefined; driver?: string | null | undefined; U: Tensor; S: Tensor; Vh: Tensor }): [Tensor, Tensor, Tensor] };
    };
    linalg_svdvals: {
      default(A: Tensor, options?: { driver?: string | null | undefined }): Tensor;
      out(A: Tensor, options: { driver?: string | null | undefined; out: Tensor }): Tensor;
    };
    linalg_tensorinv: {
      default: { (self: Tensor, ind?: Int | undefined): Tensor; (self: Tensor, options?: { ind?: Int | undefined }): Tensor };
      out: { (self: Tensor, ind: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { ind?: Int | undefined; out: Tensor }): Tensor };
    };
    linalg_tensorsolve: {
      default: { (self: Tensor, other: Tensor, dims?: Ints | null | undefined): Tensor; (self: Tensor, other: Tensor, options?: { dims?: Ints | null | undefined }): Tensor };
      out: { (self: Tensor, other: Tensor, dims: Ints | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Tensor, options: { dims?: Ints | null | undefined; out: Tensor }): Tensor };
    };
    linalg_vander: {
      default(x: Tensor, options?: { N?: Int | null | undefined }): Tensor;
    };
    linalg_vecdot: {
      default(x: Tensor, y: Tensor, options?: { dim?: Int | undefined }): Tensor;
      out(x: Tensor, y: Tensor, options: { dim?: Int | undefined; out: Tensor }): Tensor;
    };
    linalg_vector_norm: {
      default: { (self: Tensor, ord?: Scalar | undefined, dim?: IntsOrOne | null | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, options?: { ord?: Scalar | undefined; dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      out: { (self: Tensor, ord: Scalar | undefined, dim: IntsOrOne | null | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { ord?: Scalar | undefined; dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    linear: {
      default: { (input: Tensor, weight: Tensor, bias?: Tensor | null | undefined): Tensor; (input: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined }): Tensor };
      out: { (input: Tensor, weight: Tensor, bias: Tensor | null | undefined, options: { out: Tensor }): Tensor; (input: Tensor, weight: Tensor, options: { bias?: Tensor | null | undefined; out: Tensor }): Tensor };
    };
    linear_backward: {
      default(self: Tensor, grad_output: Tensor, weight: Tensor, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(self: Tensor, grad_output: Tensor, weight: Tensor, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    linspace: {
      default(start: Scalar, end: Scalar, steps: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Scalar_Tensor(start: Scalar, end: Tensor, steps: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Scalar_Tensor_out(start: Scalar, end: Tensor, steps: Int, options: { out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_Scalar(start: Tensor, end: Scalar, steps: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_Scalar_out(start: Tensor, end: Scalar, steps: Int, options: { out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_Tensor(start: Tensor, end: Tensor, steps: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_Tensor_out(start: Tensor, end: Tensor, steps: Int, options: { out: Tensor }): Tensor;
      out(start: Scalar, end: Scalar, steps: Int, options: { out: Tensor }): Tensor;
    };
    log: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    log10: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    log10_: {
      default(self: Tensor): Tensor;
    };
    log1p: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    log1p_: {
      default(self: Tensor): Tensor;
    };
    log2: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    log2_: {
      default(self: Tensor): Tensor;
    };
    log_: {
      default(self: Tensor): Tensor;
    };
    log_normal: {
      default: { (self: Tensor, mean?: number | undefined, std?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { mean?: number | undefined; std?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, mean: number | undefined, std: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { mean?: number | undefined; std?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    log_normal_: {
      default: { (self: Tensor, mean?: number | undefined, std?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { mean?: number | undefined; std?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    log_sigmoid: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    log_sigmoid_backward: {
      default(grad_output: Tensor, self: Tensor, buffer: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, buffer: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    log_sigmoid_forward: {
      default(self: Tensor): [Tensor, Tensor];
      output(self: Tensor, options: { output: Tensor; buffer: Tensor }): [Tensor, Tensor];
    };
    log_softmax: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      int: { (self: Tensor, dim: Int, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor };
      int_out: { (self: Tensor, dim: Int, dtype: DType | Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: Int, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    logaddexp: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    logaddexp2: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    logcumsumexp: {
      default(self: Tensor, dim: Int): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string): Tensor;
      /** LibTorch 1.13.0 only. */ dimname_out(self: Tensor, dim: string, options: { out: Tensor }): Tensor;
      out(self: Tensor, dim: Int, options: { out: Tensor }): Tensor;
    };
    logdet: {
      default(self: Tensor): Tensor;
    };
    logical_and: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    logical_and_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    logical_not: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    logical_not_: {
      default(self: Tensor): Tensor;
    };
    logical_or: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    logical_or_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    logical_xor: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    logical_xor_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    logit: {
      default: { (self: Tensor, eps?: number | null | undefined): Tensor; (self: Tensor, options?: { eps?: number | null | undefined }): Tensor };
      out: { (self: Tensor, eps: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { eps?: number | null | undefined; out: Tensor }): Tensor };
    };
    logit_: {
      default: { (self: Tensor, eps?: number | null | undefined): Tensor; (self: Tensor, options?: { eps?: number | null | undefined }): Tensor };
    };
    logit_backward: {
      default: { (grad_output: Tensor, self: Tensor, eps?: number | null | undefined): Tensor; (grad_output: Tensor, self: Tensor, options?: { eps?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, self: Tensor, eps: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, self: Tensor, options: { eps?: number | null | undefined; grad_input: Tensor }): Tensor };
    };
    logspace: {
      default: { (start: Scalar, end: Scalar, steps: Int, base?: number | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (start: Scalar, end: Scalar, steps: Int, options?: { base?: number | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ Scalar_Tensor: { (start: Scalar, end: Tensor, steps: Int, base?: number | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (start: Scalar, end: Tensor, steps: Int, options?: { base?: number | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ Scalar_Tensor_out: { (start: Scalar, end: Tensor, steps: Int, base: number | undefined, options: { out: Tensor }): Tensor; (start: Scalar, end: Tensor, steps: Int, options: { base?: number | undefined; out: Tensor }): Tensor };
      /** LibTorch 2.13.0 only. */ Tensor_Scalar: { (start: Tensor, end: Scalar, steps: Int, base?: number | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (start: Tensor, end: Scalar, steps: Int, options?: { base?: number | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ Tensor_Scalar_out: { (start: Tensor, end: Scalar, steps: Int, base: number | undefined, options: { out: Tensor }): Tensor; (start: Tensor, end: Scalar, steps: Int, options: { base?: number | undefined; out: Tensor }): Tensor };
      /** LibTorch 2.13.0 only. */ Tensor_Tensor: { (start: Tensor, end: Tensor, steps: Int, base?: number | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (start: Tensor, end: Tensor, steps: Int, options?: { base?: number | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ Tensor_Tensor_out: { (start: Tensor, end: Tensor, steps: Int, base: number | undefined, options: { out: Tensor }): Tensor; (start: Tensor, end: Tensor, steps: Int, options: { base?: number | undefined; out: Tensor }): Tensor };
      out: { (start: Scalar, end: Scalar, steps: Int, base: number | undefined, options: { out: Tensor }): Tensor; (start: Scalar, end: Scalar, steps: Int, options: { base?: number | undefined; out: Tensor }): Tensor };
    };
    logsumexp: {
      default: { (self: Tensor, dim: IntsOrOne, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: IntsOrOne, options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names: { (self: Tensor, dim: readonly (string)[], keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: readonly (string)[], options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_out: { (self: Tensor, dim: readonly (string)[], keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: readonly (string)[], options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    lstm: {
      data(data: Tensor, batch_sizes: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor, Tensor];
      input(input: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor, Tensor];
    };
    lstm_cell: {
      default: { (input: Tensor, hx: Tensors, w_ih: Tensor, w_hh: Tensor, b_ih?: Tensor | null | undefined, b_hh?: Tensor | null | undefined): [Tensor, Tensor]; (input: Tensor, hx: Tensors, w_ih: Tensor, w_hh: Tensor, options?: { b_ih?: Tensor | null | undefined; b_hh?: Tensor | null | undefined }): [Tensor, Tensor] };
    };
    lstm_mps_backward: {
      default(grad_y: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, z_state: Tensor, cell_state_fwd: Tensor, input: Tensor, layersOutputs: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor[], Tensor[]];
      out(grad_y: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, z_state: Tensor, cell_state_fwd: Tensor, input: Tensor, layersOutputs: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean, options: { out0: Tensor; out1: Tensors; out2: Tensors }): void;
    };
    lt: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    lt_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    lu_solve: {
      default(self: Tensor, LU_data: Tensor, LU_pivots: Tensor): Tensor;
      out(self: Tensor, LU_data: Tensor, LU_pivots: Tensor, options: { out: Tensor }): Tensor;
    };
    lu_unpack: {
      default: { (LU_data: Tensor, LU_pivots: Tensor, unpack_data?: boolean | undefined, unpack_pivots?: boolean | undefined): [Tensor, Tensor, Tensor]; (LU_data: Tensor, LU_pivots: Tensor, options?: { unpack_data?: boolean | undefined; unpack_pivots?: boolean | undefined }): [Tensor, Tensor, Tensor] };
      out: { (LU_data: Tensor, LU_pivots: Tensor, unpack_data: boolean | undefined, unpack_pivots: boolean | undefined, options: { P: Tensor; L: Tensor; U: Tensor }): [Tensor, Tensor, Tensor]; (LU_data: Tensor, LU_pivots: Tensor, options: { unpack_data?: boolean | undefined; unpack_pivots?: boolean | undefined; P: Tensor; L: Tensor; U: Tensor }): [Tensor, Tensor, Tensor] };
    };
    mH: {
      default(self: Tensor): Tensor;
    };
    mT: {
      default(self: Tensor): Tensor;
    };
    margin_ranking_loss: {
      default: { (input1: Tensor, input2: Tensor, target: Tensor, margin?: number | undefined, reduction?: Int | undefined): Tensor; (input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number | undefined; reduction?: Int | undefined }): Tensor };
    };
    masked_fill: {
      Scalar(self: Tensor, mask: Tensor, value: Scalar): Tensor;
      Scalar_out(self: Tensor, mask: Tensor, value: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, mask: Tensor, value: Tensor): Tensor;
      Tensor_out(self: Tensor, mask: Tensor, value: Tensor, options: { out: Tensor }): Tensor;
    };
    masked_fill_: {
      Scalar(self: Tensor, mask: Tensor, value: Scalar): Tensor;
      Tensor(self: Tensor, mask: Tensor, value: Tensor): Tensor;
    };
    masked_scatter: {
      default(self: Tensor, mask: Tensor, source: Tensor): Tensor;
      out(self: Tensor, mask: Tensor, source: Tensor, options: { out: Tensor }): Tensor;
    };
    masked_scatter_: {
      default(self: Tensor, mask: Tensor, source: Tensor): Tensor;
    };
    masked_scatter_backward: {
      /** LibTorch 2.13.0 only. */ default(grad_output: Tensor, mask: Tensor, sizes: Ints): Tensor;
    };
    masked_select: {
      default(self: Tensor, mask: Tensor): Tensor;
      out(self: Tensor, mask: Tensor, options: { out: Tensor }): Tensor;
    };
    masked_select_backward: {
      default(grad: Tensor, input: Tensor, mask: Tensor): Tensor;
    };
    matmul: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    matmul_backward: {
      default(grad: Tensor, self: Tensor, other: Tensor, mask: readonly (boolean)[]): [Tensor, Tensor];
      out(grad: Tensor, self: Tensor, other: Tensor, mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    matrix_H: {
      default(self: Tensor): Tensor;
    };
    matrix_exp: {
      default(self: Tensor): Tensor;
    };
    matrix_exp_backward: {
      default(self: Tensor, grad: Tensor): Tensor;
    };
    matrix_power: {
      default(self: Tensor, n: Int): Tensor;
      out(self: Tensor, n: Int, options: { out: Tensor }): Tensor;
    };
    max: {
      default(self: Tensor): Tensor;
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      dim_max: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { max: Tensor; max_values: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; max: Tensor; max_values: Tensor }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: string, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim_max: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { max: Tensor; max_values: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; max: Tensor; max_values: Tensor }): [Tensor, Tensor] };
      other(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ unary_out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    max_pool1d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
    };
    max_pool1d_with_indices: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): [Tensor, Tensor] };
    };
    max_pool2d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
    };
    max_pool2d_backward: {
      /** LibTorch 2.13.0 only. */ default: { (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    max_pool2d_with_indices: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): [Tensor, Tensor] };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor; indices: Tensor }): [Tensor, Tensor] };
    };
    max_pool2d_with_indices_backward: {
      default(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, ceil_mode: boolean, indices: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, ceil_mode: boolean, indices: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    max_pool3d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
    };
    max_pool3d_with_indices: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): [Tensor, Tensor] };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor; indices: Tensor }): [Tensor, Tensor] };
    };
    max_pool3d_with_indices_backward: {
      default(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, ceil_mode: boolean, indices: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, ceil_mode: boolean, indices: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    max_unpool2d: {
      default(self: Tensor, indices: Tensor, output_size: IntsOrOne): Tensor;
      out(self: Tensor, indices: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    max_unpool3d: {
      default(self: Tensor, indices: Tensor, output_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne): Tensor;
      out(self: Tensor, indices: Tensor, output_size: IntsOrOne, stride: IntsOrOne, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    maximum: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    mean: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      dim: { (self: Tensor, dim: IntsOrOne | null, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: IntsOrOne | null, options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ dtype_out(self: Tensor, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: readonly (string)[], keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: readonly (string)[], options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_out: { (self: Tensor, dim: readonly (string)[], keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: readonly (string)[], options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | null, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne | null, options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    median: {
      default(self: Tensor): Tensor;
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      dim_values: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: string, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim_values: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    meshgrid: {
      default(tensors: Tensors): Tensor[];
      indexing(tensors: Tensors, options: { indexing: string }): Tensor[];
    };
    min: {
      default(self: Tensor): Tensor;
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      dim_min: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { min: Tensor; min_indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; min: Tensor; min_indices: Tensor }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: string, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim_min: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { min: Tensor; min_indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; min: Tensor; min_indices: Tensor }): [Tensor, Tensor] };
      other(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ unary_out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    minimum: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    miopen_batch_norm: {
      default(input: Tensor, weight: Tensor, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, exponential_average_factor: number, epsilon: number): [Tensor, Tensor, Tensor];
      out(input: Tensor, weight: Tensor, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, exponential_average_factor: number, epsilon: number, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    miopen_batch_norm_backward: {
      default(input: Tensor, grad_output: Tensor, weight: Tensor, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_var: Tensor | null, epsilon: number): [Tensor, Tensor, Tensor];
      out(input: Tensor, grad_output: Tensor, weight: Tensor, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_var: Tensor | null, epsilon: number, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    miopen_convolution: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
      out(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, options: { out: Tensor }): Tensor;
    };
    miopen_convolution_add_relu: {
      default(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
    };
    miopen_convolution_relu: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
    };
    miopen_convolution_transpose: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
      out(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, options: { out: Tensor }): Tensor;
    };
    miopen_ctc_loss: {
      /** LibTorch 2.13.0 only. */ default(log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int, deterministic: boolean, zero_infinity: boolean): [Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ Tensor(log_probs: Tensor, targets: Tensor, input_lengths: Tensor, target_lengths: Tensor, blank: Int, deterministic: boolean, zero_infinity: boolean): [Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(log_probs: Tensor, targets: Tensor, input_lengths: Ints, target_lengths: Ints, blank: Int, deterministic: boolean, zero_infinity: boolean, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    miopen_depthwise_convolution: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
      out(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, options: { out: Tensor }): Tensor;
    };
    miopen_rnn: {
      default(input: Tensor, weight: Tensors, weight_stride0: Int, hx: Tensor, cx: Tensor | null, mode: Int, hidden_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null): [Tensor, Tensor, Tensor, Tensor, Tensor];
      out(input: Tensor, weight: Tensors, weight_stride0: Int, hx: Tensor, cx: Tensor | null, mode: Int, hidden_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor; out4: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    miopen_rnn_backward: {
      default(input: Tensor, weight: Tensors, weight_stride0: Int, weight_buf: Tensor, hx: Tensor, cx: Tensor | null, output: Tensor, grad_output: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, mode: Int, hidden_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null, reserve: Tensor, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor, Tensor[]];
      out(input: Tensor, weight: Tensors, weight_stride0: Int, weight_buf: Tensor, hx: Tensor, cx: Tensor | null, output: Tensor, grad_output: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, mode: Int, hidden_size: Int, num_layers: Int, batch_first: boolean, dropout: number, train: boolean, bidirectional: boolean, batch_sizes: Ints, dropout_state: Tensor | null, reserve: Tensor, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensors }): void;
    };
    mish: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    mish_: {
      default(self: Tensor): Tensor;
    };
    mish_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
    };
    mkldnn_adaptive_avg_pool2d: {
      default(self: Tensor, output_size: IntsOrOne): Tensor;
      out(self: Tensor, output_size: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    mkldnn_adaptive_avg_pool2d_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
      out(grad_output: Tensor, self: Tensor, options: { out: Tensor }): Tensor;
    };
    mkldnn_convolution: {
      default(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int): Tensor;
      out(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, options: { out: Tensor }): Tensor;
    };
    mkldnn_linear: {
      default: { (self: Tensor, weight: Tensor, bias?: Tensor | null | undefined): Tensor; (self: Tensor, weight: Tensor, options?: { bias?: Tensor | null | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, bias: Tensor | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, options: { bias?: Tensor | null | undefined; out: Tensor }): Tensor };
    };
    mkldnn_linear_backward: {
      default(self: Tensor, grad_output: Tensor, weight: Tensor, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(self: Tensor, grad_output: Tensor, weight: Tensor, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    mkldnn_linear_backward_input: {
      default(input_size: Ints, grad_output: Tensor, weight: Tensor): Tensor;
      out(input_size: Ints, grad_output: Tensor, weight: Tensor, options: { out: Tensor }): Tensor;
    };
    mkldnn_linear_backward_weights: {
      default(grad_output: Tensor, input: Tensor, weight: Tensor, bias_defined: boolean): [Tensor, Tensor];
      out(grad_output: Tensor, input: Tensor, weight: Tensor, bias_defined: boolean, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    mkldnn_max_pool2d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    mkldnn_max_pool2d_backward: {
      default: { (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      out: { (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    mkldnn_max_pool3d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    mkldnn_max_pool3d_backward: {
      default: { (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      out: { (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (grad_output: Tensor, output: Tensor, input: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    mkldnn_reorder_conv2d_weight: {
      default: { (self: Tensor, padding?: IntsOrOne | undefined, stride?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined, input_size?: Ints | null | undefined): Tensor; (self: Tensor, options?: { padding?: IntsOrOne | undefined; stride?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined; input_size?: Ints | null | undefined }): Tensor };
      out: { (self: Tensor, padding: IntsOrOne | undefined, stride: IntsOrOne | undefined, dilation: IntsOrOne | undefined, groups: Int | undefined, input_size: Ints | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { padding?: IntsOrOne | undefined; stride?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined; input_size?: Ints | null | undefined; out: Tensor }): Tensor };
    };
    mkldnn_reorder_conv3d_weight: {
      default: { (self: Tensor, padding?: IntsOrOne | undefined, stride?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined, input_size?: Ints | null | undefined): Tensor; (self: Tensor, options?: { padding?: IntsOrOne | undefined; stride?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined; input_size?: Ints | null | undefined }): Tensor };
      out: { (self: Tensor, padding: IntsOrOne | undefined, stride: IntsOrOne | undefined, dilation: IntsOrOne | undefined, groups: Int | undefined, input_size: Ints | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { padding?: IntsOrOne | undefined; stride?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined; input_size?: Ints | null | undefined; out: Tensor }): Tensor };
    };
    mkldnn_rnn_layer: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight0: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, hx_: Tensor, cx_: Tensor, reverse: boolean, batch_sizes: Ints, mode: Int, hidden_size: Int, num_layers: Int, has_biases: boolean, bidirectional: boolean, batch_first: boolean, train: boolean): [Tensor, Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(input: Tensor, weight0: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, hx_: Tensor, cx_: Tensor, reverse: boolean, batch_sizes: Ints, mode: Int, hidden_size: Int, num_layers: Int, has_biases: boolean, bidirectional: boolean, batch_first: boolean, train: boolean, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor }): [Tensor, Tensor, Tensor, Tensor];
    };
    mkldnn_rnn_layer_backward: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, weight4: Tensor, hx_: Tensor, cx_tmp: Tensor, output: Tensor, hy_: Tensor, cy_: Tensor, grad_output: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, reverse: boolean, mode: Int, hidden_size: Int, num_layers: Int, has_biases: boolean, train: boolean, bidirectional: boolean, batch_sizes: Ints, batch_first: boolean, workspace: Tensor): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
      /** LibTorch 2.13.0 only. */ out(input: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, weight4: Tensor, hx_: Tensor, cx_tmp: Tensor, output: Tensor, hy_: Tensor, cy_: Tensor, grad_output: Tensor | null, grad_hy: Tensor | null, grad_cy: Tensor | null, reverse: boolean, mode: Int, hidden_size: Int, num_layers: Int, has_biases: boolean, train: boolean, bidirectional: boolean, batch_sizes: Ints, batch_first: boolean, workspace: Tensor, options: { out0: Tensor; out1: Tensor; out2: Tensor; out3: Tensor; out4: Tensor; out5: Tensor; out6: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    };
    mm: {
      default(self: Tensor, mat2: Tensor): Tensor;
      /** LibTorch 2.13.0 only. */ dtype(self: Tensor, mat2: Tensor, out_dtype: DType | Int): Tensor;
      /** LibTorch 2.13.0 only. */ dtype_out(self: Tensor, mat2: Tensor, out_dtype: DType | Int, options: { out: Tensor }): Tensor;
      out(self: Tensor, mat2: Tensor, options: { out: Tensor }): Tensor;
    };
    mode: {
      default: { (self: Tensor, dim?: Int | undefined, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { dim?: Int | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname: { (self: Tensor, dim: string, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname_out: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      values: { (self: Tensor, dim: Int | undefined, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { dim?: Int | undefined; keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
    };
    moveaxis: {
      int(self: Tensor, source: Int, destination: Int): Tensor;
      intlist(self: Tensor, source: Ints, destination: Ints): Tensor;
    };
    movedim: {
      int(self: Tensor, source: Int, destination: Int): Tensor;
      intlist(self: Tensor, source: Ints, destination: Ints): Tensor;
    };
    mps_convolution_backward: {
      default(self: Tensor, grad_output: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(self: Tensor, grad_output: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    mps_convolution_transpose_backward: {
      default(self: Tensor, grad_output: Tensor, weight: Tensor, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, output_mask: readonly (boolean)[]): [Tensor, Tensor];
      out(self: Tensor, grad_output: Tensor, weight: Tensor, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    mps_max_pool2d_backward: {
      /** LibTorch 1.13.0 only. */ default: { (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ out: { (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (grad_output: Tensor, self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    mse_loss: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, reduction: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { reduction?: Int | undefined; out: Tensor }): Tensor };
    };
    mse_loss_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, options: { grad_input: Tensor }): Tensor;
    };
    msort: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    mul: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    mul_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    multi_margin_loss: {
      default: { (self: Tensor, target: Tensor, p?: Scalar | undefined, margin?: Scalar | undefined, weight?: Tensor | null | undefined, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { p?: Scalar | undefined; margin?: Scalar | undefined; weight?: Tensor | null | undefined; reduction?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, p: Scalar | undefined, margin: Scalar | undefined, weight: Tensor | null | undefined, reduction: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { p?: Scalar | undefined; margin?: Scalar | undefined; weight?: Tensor | null | undefined; reduction?: Int | undefined; out: Tensor }): Tensor };
    };
    multi_margin_loss_backward: {
      default: { (grad_output: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, weight?: Tensor | null | undefined, reduction?: Int | undefined): Tensor; (grad_output: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, weight: Tensor | null | undefined, reduction: Int | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, options: { weight?: Tensor | null | undefined; reduction?: Int | undefined; grad_input: Tensor }): Tensor };
    };
    multilabel_margin_loss: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, reduction: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { reduction?: Int | undefined; out: Tensor }): Tensor };
    };
    multilabel_margin_loss_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, is_target: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, is_target: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    multilabel_margin_loss_forward: {
      default(self: Tensor, target: Tensor, reduction: Int): [Tensor, Tensor];
      output(self: Tensor, target: Tensor, reduction: Int, options: { output: Tensor; is_target: Tensor }): [Tensor, Tensor];
    };
    multinomial: {
      default: { (self: Tensor, num_samples: Int, replacement?: boolean | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, num_samples: Int, options?: { replacement?: boolean | undefined; generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, num_samples: Int, replacement: boolean | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, num_samples: Int, options: { replacement?: boolean | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    multiply: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    multiply_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    mv: {
      default(self: Tensor, vec: Tensor): Tensor;
      out(self: Tensor, vec: Tensor, options: { out: Tensor }): Tensor;
    };
    mvlgamma: {
      default(self: Tensor, p: Int): Tensor;
      out(self: Tensor, p: Int, options: { out: Tensor }): Tensor;
    };
    mvlgamma_: {
      default(self: Tensor, p: Int): Tensor;
    };
    nan_to_num: {
      default: { (self: Tensor, nan?: number | null | undefined, posinf?: number | null | undefined, neginf?: number | null | undefined): Tensor; (self: Tensor, options?: { nan?: number | null | undefined; posinf?: number | null | undefined; neginf?: number | null | undefined }): Tensor };
      out: { (self: Tensor, nan: number | null | undefined, posinf: number | null | undefined, neginf: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { nan?: number | null | undefined; posinf?: number | null | undefined; neginf?: number | null | undefined; out: Tensor }): Tensor };
    };
    nan_to_num_: {
      default: { (self: Tensor, nan?: number | null | undefined, posinf?: number | null | undefined, neginf?: number | null | undefined): Tensor; (self: Tensor, options?: { nan?: number | null | undefined; posinf?: number | null | undefined; neginf?: number | null | undefined }): Tensor };
    };
    nanmean: {
      default: { (self: Tensor, dim?: IntsOrOne | null | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | null | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    nanmedian: {
      default(self: Tensor): Tensor;
      dim: { (self: Tensor, dim: Int, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      dim_values: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: string, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim_values: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    nanquantile: {
      default: { (self: Tensor, q: Tensor, dim?: Int | null | undefined, keepdim?: boolean | undefined, options?: { interpolation?: string | undefined }): Tensor; (self: Tensor, q: Tensor, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined }): Tensor };
      out: { (self: Tensor, q: Tensor, dim: Int | null | undefined, keepdim: boolean | undefined, options: { interpolation?: string | undefined; out: Tensor }): Tensor; (self: Tensor, q: Tensor, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined; out: Tensor }): Tensor };
      scalar: { (self: Tensor, q: number, dim?: Int | null | undefined, keepdim?: boolean | undefined, options?: { interpolation?: string | undefined }): Tensor; (self: Tensor, q: number, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined }): Tensor };
      scalar_out: { (self: Tensor, q: number, dim: Int | null | undefined, keepdim: boolean | undefined, options: { interpolation?: string | undefined; out: Tensor }): Tensor; (self: Tensor, q: number, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined; out: Tensor }): Tensor };
    };
    nansum: {
      default: { (self: Tensor, dim?: IntsOrOne | null | undefined, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | null | undefined, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | null | undefined; keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    narrow: {
      default(self: Tensor, dim: Int, start: Int, length: Int): Tensor;
      Tensor(self: Tensor, dim: Int, start: Tensor, length: Int): Tensor;
    };
    narrow_copy: {
      default(self: Tensor, dim: Int, start: Int, length: Int): Tensor;
      out(self: Tensor, dim: Int, start: Int, length: Int, options: { out: Tensor }): Tensor;
    };
    native_batch_norm: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, momentum: number, eps: number): [Tensor, Tensor, Tensor];
      out(input: Tensor, weight: Tensor | null, bias: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, training: boolean, momentum: number, eps: number, options: { out: Tensor; save_mean: Tensor; save_invstd: Tensor }): [Tensor, Tensor, Tensor];
    };
    native_batch_norm_backward: {
      default(grad_out: Tensor, input: Tensor, weight: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_invstd: Tensor | null, train: boolean, eps: number, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(grad_out: Tensor, input: Tensor, weight: Tensor | null, running_mean: Tensor | null, running_var: Tensor | null, save_mean: Tensor | null, save_invstd: Tensor | null, train: boolean, eps: number, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    native_channel_shuffle: {
      default(self: Tensor, groups: Int): Tensor;
    };
    native_dropout: {
      default(input: Tensor, p: number, train: boolean | null): [Tensor, Tensor];
      out(input: Tensor, p: number, train: boolean | null, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    native_dropout_backward: {
      default(grad_output: Tensor, mask: Tensor, scale: number): Tensor;
      out(grad_output: Tensor, mask: Tensor, scale: number, options: { out: Tensor }): Tensor;
    };
    native_group_norm: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, N: Int, C: Int, HxW: Int, group: Int, eps: number): [Tensor, Tensor, Tensor];
      out(input: Tensor, weight: Tensor | null, bias: Tensor | null, N: Int, C: Int, HxW: Int, group: Int, eps: number, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    native_group_norm_backward: {
      default(grad_out: Tensor, input: Tensor, mean: Tensor, rstd: Tensor, weight: Tensor | null, N: Int, C: Int, HxW: Int, group: Int, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(grad_out: Tensor, input: Tensor, mean: Tensor, rstd: Tensor, weight: Tensor | null, N: Int, C: Int, HxW: Int, group: Int, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    native_layer_norm: {
      default(input: Tensor, normalized_shape: Ints, weight: Tensor | null, bias: Tensor | null, eps: number): [Tensor, Tensor, Tensor];
      out(input: Tensor, normalized_shape: Ints, weight: Tensor | null, bias: Tensor | null, eps: number, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    native_layer_norm_backward: {
      default(grad_out: Tensor, input: Tensor, normalized_shape: Ints, mean: Tensor, rstd: Tensor, weight: Tensor | null, bias: Tensor | null, output_mask: readonly (boolean)[]): [Tensor, Tensor, Tensor];
      out(grad_out: Tensor, input: Tensor, normalized_shape: Ints, mean: Tensor, rstd: Tensor, weight: Tensor | null, bias: Tensor | null, output_mask: readonly (boolean)[], options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor];
    };
    native_norm: {
      default: { (self: Tensor, p?: Scalar | undefined): Tensor; (self: Tensor, options?: { p?: Scalar | undefined }): Tensor };
      ScalarOpt_dim_dtype(self: Tensor, p: Scalar | null, dim: IntsOrOne, keepdim: boolean, dtype: DType | Int | null): Tensor;
      ScalarOpt_dim_dtype_out(self: Tensor, p: Scalar | null, dim: IntsOrOne, keepdim: boolean, dtype: DType | Int | null, options: { out: Tensor }): Tensor;
      out: { (self: Tensor, p: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { p?: Scalar | undefined; out: Tensor }): Tensor };
    };
    ne: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    ne_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    neg: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    neg_: {
      default(self: Tensor): Tensor;
    };
    negative: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    negative_: {
      default(self: Tensor): Tensor;
    };
    nested_to_padded_tensor: {
      default: { (self: Tensor, padding: number, output_size?: Ints | null | undefined): Tensor; (self: Tensor, padding: number, options?: { output_size?: Ints | null | undefined }): Tensor };
    };
    new_empty: {
      default(self: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(self: Tensor, size: Ints, options: { out: Tensor }): Tensor;
    };
    new_empty_strided: {
      default(self: Tensor, size: Ints, stride: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(self: Tensor, size: Ints, stride: Ints, options: { out: Tensor }): Tensor;
    };
    new_full: {
      default(self: Tensor, size: Ints, fill_value: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(self: Tensor, size: Ints, fill_value: Scalar, options: { out: Tensor }): Tensor;
    };
    new_ones: {
      default(self: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(self: Tensor, size: Ints, options: { out: Tensor }): Tensor;
    };
    new_zeros: {
      default(self: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(self: Tensor, size: Ints, options: { out: Tensor }): Tensor;
    };
    nextafter: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    nextafter_: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    nll_loss: {
      default: { (self: Tensor, target: Tensor, weight?: Tensor | null | undefined, reduction?: Int | undefined, ignore_index?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined; ignore_index?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, weight: Tensor | null | undefined, reduction: Int | undefined, ignore_index: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { weight?: Tensor | null | undefined; reduction?: Int | undefined; ignore_index?: Int | undefined; out: Tensor }): Tensor };
    };
    nll_loss2d: {
      default: { (self: Tensor, target: Tensor, weight?: Tensor | null | undefined, reduction?: Int | undefined, ignore_index?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined; ignore_index?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, weight: Tensor | null | undefined, reduction: Int | undefined, ignore_index: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { weight?: Tensor | null | undefined; reduction?: Int | undefined; ignore_index?: Int | undefined; out: Tensor }): Tensor };
    };
    nll_loss2d_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int, total_weight: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int, total_weight: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    nll_loss2d_forward: {
      default(self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int): [Tensor, Tensor];
      output(self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int, options: { output: Tensor; total_weight: Tensor }): [Tensor, Tensor];
    };
    nll_loss_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int, total_weight: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int, total_weight: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    nll_loss_forward: {
      default(self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int): [Tensor, Tensor];
      output(self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignore_index: Int, options: { output: Tensor; total_weight: Tensor }): [Tensor, Tensor];
    };
    nll_loss_nd: {
      default: { (self: Tensor, target: Tensor, weight?: Tensor | null | undefined, reduction?: Int | undefined, ignore_index?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { weight?: Tensor | null | undefined; reduction?: Int | undefined; ignore_index?: Int | undefined }): Tensor };
    };
    nonzero: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    nonzero_numpy: {
      default(self: Tensor): Tensor[];
    };
    nonzero_static: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, options: { size: Int; fill_value?: Int | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ out(self: Tensor, options: { size: Int; fill_value?: Int | undefined; out: Tensor }): Tensor;
    };
    norm: {
      Scalar: { (self: Tensor, p?: Scalar | undefined): Tensor; (self: Tensor, options?: { p?: Scalar | undefined }): Tensor };
      ScalarOpt_dim: { (self: Tensor, p: Scalar | null, dim: IntsOrOne, keepdim?: boolean | undefined): Tensor; (self: Tensor, p: Scalar | null, dim: IntsOrOne, options?: { keepdim?: boolean | undefined }): Tensor };
      ScalarOpt_dim_dtype(self: Tensor, p: Scalar | null, dim: IntsOrOne, keepdim: boolean, options: { dtype: DType | Int }): Tensor;
      ScalarOpt_dtype(self: Tensor, p: Scalar | null, options: { dtype: DType | Int }): Tensor;
      ScalarOpt_dtype_out(self: Tensor, p: Scalar | null, options: { dtype: DType | Int; out: Tensor }): Tensor;
      Scalar_out: { (self: Tensor, p: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { p?: Scalar | undefined; out: Tensor }): Tensor };
      dtype_out(self: Tensor, p: Scalar | null, dim: IntsOrOne, keepdim: boolean, options: { dtype: DType | Int; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ names_ScalarOpt_dim: { (self: Tensor, p: Scalar | null, dim: readonly (string)[], keepdim?: boolean | undefined): Tensor; (self: Tensor, p: Scalar | null, dim: readonly (string)[], options?: { keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_ScalarOpt_dim_dtype(self: Tensor, p: Scalar | null, dim: readonly (string)[], keepdim: boolean, options: { dtype: DType | Int }): Tensor;
      /** LibTorch 1.13.0 only. */ names_dtype_out(self: Tensor, p: Scalar | null, dim: readonly (string)[], keepdim: boolean, options: { dtype: DType | Int; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out: { (self: Tensor, p: Scalar | null, dim: readonly (string)[], keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, p: Scalar | null, dim: readonly (string)[], options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, p: Scalar | null, dim: IntsOrOne, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, p: Scalar | null, dim: IntsOrOne, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    norm_except_dim: {
      default: { (v: Tensor, pow?: Int | undefined, dim?: Int | undefined): Tensor; (v: Tensor, options?: { pow?: Int | undefined; dim?: Int | undefined }): Tensor };
    };
    normal: {
      Tensor_Tensor(mean: Tensor, std: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      Tensor_Tensor_out(mean: Tensor, std: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      Tensor_float: { (mean: Tensor, std?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (mean: Tensor, options?: { std?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
      Tensor_float_out: { (mean: Tensor, std: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (mean: Tensor, options: { std?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
      float_Tensor(mean: number, std: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      float_Tensor_out(mean: number, std: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      float_float(mean: number, std: number, size: Ints, options?: { generator?: Generator | null | null | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      float_float_out(mean: number, std: number, size: Ints, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      out: { (self: Tensor, mean: number | undefined, std: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { mean?: number | undefined; std?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    normal_: {
      default: { (self: Tensor, mean?: number | undefined, std?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { mean?: number | undefined; std?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    normal_functional: {
      default: { (self: Tensor, mean?: number | undefined, std?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { mean?: number | undefined; std?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    not_equal: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    not_equal_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    nuclear_norm: {
      default: { (self: Tensor, keepdim?: boolean | undefined): Tensor; (self: Tensor, options?: { keepdim?: boolean | undefined }): Tensor };
      dim: { (self: Tensor, dim: IntsOrOne, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: IntsOrOne, options?: { keepdim?: boolean | undefined }): Tensor };
      dim_out: { (self: Tensor, dim: IntsOrOne, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    numel: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    numpy_T: {
      default(self: Tensor): Tensor;
    };
    one_hot: {
      default: { (self: Tensor, num_classes?: Int | undefined): Tensor; (self: Tensor, options?: { num_classes?: Int | undefined }): Tensor };
    };
    ones: {
      default(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names(size: Ints, options: { names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(size: Ints, options: { names: readonly (string)[] | null; out: Tensor }): Tensor;
      out(size: Ints, options: { out: Tensor }): Tensor;
    };
    ones_like: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    orgqr: {
      default(self: Tensor, input2: Tensor): Tensor;
      out(self: Tensor, input2: Tensor, options: { out: Tensor }): Tensor;
    };
    ormqr: {
      default: { (self: Tensor, input2: Tensor, input3: Tensor, left?: boolean | undefined, transpose?: boolean | undefined): Tensor; (self: Tensor, input2: Tensor, input3: Tensor, options?: { left?: boolean | undefined; transpose?: boolean | undefined }): Tensor };
      out: { (self: Tensor, input2: Tensor, input3: Tensor, left: boolean | undefined, transpose: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, input2: Tensor, input3: Tensor, options: { left?: boolean | undefined; transpose?: boolean | undefined; out: Tensor }): Tensor };
    };
    outer: {
      default(self: Tensor, vec2: Tensor): Tensor;
      out(self: Tensor, vec2: Tensor, options: { out: Tensor }): Tensor;
    };
    output_nr: {
      default(self: Tensor): number;
    };
    pad: {
      default: { (self: Tensor, pad: Ints, mode?: string | undefined, value?: number | null | undefined): Tensor; (self: Tensor, pad: Ints, options?: { mode?: string | undefined; value?: number | null | undefined }): Tensor };
    };
    pad_sequence: {
      default: { (sequences: Tensors, batch_first?: boolean | undefined, padding_value?: number | undefined, padding_side?: string | undefined): Tensor; (sequences: Tensors, options?: { batch_first?: boolean | undefined; padding_value?: number | undefined; padding_side?: string | undefined }): Tensor };
    };
    pairwise_distance: {
      default: { (x1: Tensor, x2: Tensor, p?: number | undefined, eps?: number | undefined, keepdim?: boolean | undefined): Tensor; (x1: Tensor, x2: Tensor, options?: { p?: number | undefined; eps?: number | undefined; keepdim?: boolean | undefined }): Tensor };
    };
    pdist: {
      default: { (self: Tensor, p?: number | undefined): Tensor; (self: Tensor, options?: { p?: number | undefined }): Tensor };
    };
    permute: {
      default(self: Tensor, dims: Ints): Tensor;
    };
    permute_copy: {
      default(self: Tensor, dims: Ints): Tensor;
      out(self: Tensor, dims: Ints, options: { out: Tensor }): Tensor;
    };
    pin_memory: {
      default: { (self: Tensor, device?: string | null | undefined): Tensor; (self: Tensor, options?: { device?: string | null | undefined }): Tensor };
    };
    pinverse: {
      default: { (self: Tensor, rcond?: number | undefined): Tensor; (self: Tensor, options?: { rcond?: number | undefined }): Tensor };
    };
    pixel_shuffle: {
      default(self: Tensor, upscale_factor: Int): Tensor;
      out(self: Tensor, upscale_factor: Int, options: { out: Tensor }): Tensor;
    };
    pixel_unshuffle: {
      default(self: Tensor, downscale_factor: Int): Tensor;
      out(self: Tensor, downscale_factor: Int, options: { out: Tensor }): Tensor;
    };
    poisson: {
      default: { (self: Tensor, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, generator: Generator | null | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    poisson_nll_loss: {
      default(input: Tensor, target: Tensor, log_input: boolean, full: boolean, eps: number, reduction: Int): Tensor;
    };
    polar: {
      default(abs: Tensor, angle: Tensor): Tensor;
      out(abs: Tensor, angle: Tensor, options: { out: Tensor }): Tensor;
    };
    polygamma: {
      default(n: Int, self: Tensor): Tensor;
      out(n: Int, self: Tensor, options: { out: Tensor }): Tensor;
    };
    polygamma_: {
      default(self: Tensor, n: Int): Tensor;
    };
    positive: {
      default(self: Tensor): Tensor;
    };
    pow: {
      Scalar(self: Scalar, exponent: Tensor): Tensor;
      Scalar_out(self: Scalar, exponent: Tensor, options: { out: Tensor }): Tensor;
      Tensor_Scalar(self: Tensor, exponent: Scalar): Tensor;
      Tensor_Scalar_out(self: Tensor, exponent: Scalar, options: { out: Tensor }): Tensor;
      Tensor_Tensor(self: Tensor, exponent: Tensor): Tensor;
      Tensor_Tensor_out(self: Tensor, exponent: Tensor, options: { out: Tensor }): Tensor;
    };
    pow_: {
      Scalar(self: Tensor, exponent: Scalar): Tensor;
      Tensor(self: Tensor, exponent: Tensor): Tensor;
    };
    prelu: {
      default(self: Tensor, weight: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ out(self: Tensor, weight: Tensor, options: { out: Tensor }): Tensor;
    };
    prelu_backward: {
      /** LibTorch 1.13.0 only. */ default(grad_output: Tensor, self: Tensor, weight: Tensor): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ out(grad_output: Tensor, self: Tensor, weight: Tensor, options: { out0: Tensor; out1: Tensor }): [Tensor, Tensor];
    };
    prod: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ Dimname_out: { (self: Tensor, dim: string, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: string, options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ dim_Dimname: { (self: Tensor, dim: string, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: string, options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      dim_int: { (self: Tensor, dim: Int, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: Int, options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      int_out: { (self: Tensor, dim: Int, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: Int, options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      out(self: Tensor, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
    };
    promote_types: {
      default(type1: DType | Int, type2: DType | Int): number;
    };
    put: {
      default: { (self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean | undefined): Tensor; (self: Tensor, index: Tensor, source: Tensor, options?: { accumulate?: boolean | undefined }): Tensor };
      out: { (self: Tensor, index: Tensor, source: Tensor, accumulate: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, index: Tensor, source: Tensor, options: { accumulate?: boolean | undefined; out: Tensor }): Tensor };
    };
    put_: {
      default: { (self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean | undefined): Tensor; (self: Tensor, index: Tensor, source: Tensor, options?: { accumulate?: boolean | undefined }): Tensor };
    };
    q_per_channel_axis: {
      default(self: Tensor): number;
    };
    q_per_channel_scales: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    q_per_channel_zero_points: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    q_scale: {
      default(self: Tensor): number;
    };
    q_zero_point: {
      default(self: Tensor): number;
    };
    qr: {
      default: { (self: Tensor, some?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { some?: boolean | undefined }): [Tensor, Tensor] };
      Q: { (self: Tensor, some: boolean | undefined, options: { Q: Tensor; R: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { some?: boolean | undefined; Q: Tensor; R: Tensor }): [Tensor, Tensor] };
    };
    qscheme: {
      default(self: Tensor): unknown;
    };
    quantile: {
      default: { (self: Tensor, q: Tensor, dim?: Int | null | undefined, keepdim?: boolean | undefined, options?: { interpolation?: string | undefined }): Tensor; (self: Tensor, q: Tensor, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined }): Tensor };
      out: { (self: Tensor, q: Tensor, dim: Int | null | undefined, keepdim: boolean | undefined, options: { interpolation?: string | undefined; out: Tensor }): Tensor; (self: Tensor, q: Tensor, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined; out: Tensor }): Tensor };
      scalar: { (self: Tensor, q: number, dim?: Int | null | undefined, keepdim?: boolean | undefined, options?: { interpolation?: string | undefined }): Tensor; (self: Tensor, q: number, options?: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined }): Tensor };
      scalar_out: { (self: Tensor, q: number, dim: Int | null | undefined, keepdim: boolean | undefined, options: { interpolation?: string | undefined; out: Tensor }): Tensor; (self: Tensor, q: number, options: { dim?: Int | null | undefined; keepdim?: boolean | undefined; interpolation?: string | undefined; out: Tensor }): Tensor };
    };
    quantize_per_channel: {
      default(self: Tensor, scales: Tensor, zero_points: Tensor, axis: Int, dtype: DType | Int): Tensor;
      out(self: Tensor, scales: Tensor, zero_points: Tensor, axis: Int, dtype: DType | Int, options: { out: Tensor }): Tensor;
    };
    quantize_per_tensor: {
      default(self: Tensor, scale: number, zero_point: Int, dtype: DType | Int): Tensor;
      out(self: Tensor, scale: number, zero_point: Int, dtype: DType | Int, options: { out: Tensor }): Tensor;
      tensor_qparams(self: Tensor, scale: Tensor, zero_point: Tensor, dtype: DType | Int): Tensor;
      tensor_qparams_out(self: Tensor, scale: Tensor, zero_point: Tensor, dtype: DType | Int, options: { out: Tensor }): Tensor;
      tensors(tensors: Tensors, scales: Tensor, zero_points: Tensor, dtype: DType | Int): Tensor[];
      tensors_out(tensors: Tensors, scales: Tensor, zero_points: Tensor, dtype: DType | Int, options: { out: Tensors }): void;
    };
    quantize_per_tensor_dynamic: {
      default(self: Tensor, dtype: DType | Int, reduce_range: boolean): Tensor;
      out(self: Tensor, dtype: DType | Int, reduce_range: boolean, options: { out: Tensor }): Tensor;
    };
    quantized_batch_norm: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
      out(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int, options: { out: Tensor }): Tensor;
    };
    quantized_gru: {
      data(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: readonly (unknown)[], has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
      data_legacy(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
      input(input: Tensor, hx: Tensor, params: readonly (unknown)[], has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor];
      input_legacy(input: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor];
    };
    quantized_gru_cell: {
      default(input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor, packed_ih: Tensor, packed_hh: Tensor, col_offsets_ih: Tensor, col_offsets_hh: Tensor, scale_ih: Scalar, scale_hh: Scalar, zero_point_ih: Scalar, zero_point_hh: Scalar): Tensor;
    };
    quantized_lstm: {
      data(data: Tensor, batch_sizes: Tensor, hx: Tensors, params: readonly (unknown)[], has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, options?: { dtype?: DType | Int | null | undefined; use_dynamic?: boolean | undefined }): [Tensor, Tensor, Tensor];
      data_legacy(data: Tensor, batch_sizes: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, options?: { dtype?: DType | Int | null | undefined; use_dynamic?: boolean | undefined }): [Tensor, Tensor, Tensor];
      input(input: Tensor, hx: Tensors, params: readonly (unknown)[], has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean, options?: { dtype?: DType | Int | null | undefined; use_dynamic?: boolean | undefined }): [Tensor, Tensor, Tensor];
      input_legacy(input: Tensor, hx: Tensors, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean, options?: { dtype?: DType | Int | null | undefined; use_dynamic?: boolean | undefined }): [Tensor, Tensor, Tensor];
    };
    quantized_lstm_cell: {
      default(input: Tensor, hx: Tensors, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor, packed_ih: Tensor, packed_hh: Tensor, col_offsets_ih: Tensor, col_offsets_hh: Tensor, scale_ih: Scalar, scale_hh: Scalar, zero_point_ih: Scalar, zero_point_hh: Scalar): [Tensor, Tensor];
    };
    quantized_max_pool1d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    quantized_max_pool2d: {
      default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    quantized_max_pool3d: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, kernel_size: IntsOrOne, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, ceil_mode?: boolean | undefined): Tensor; (self: Tensor, kernel_size: IntsOrOne, options?: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined }): Tensor };
      /** LibTorch 2.13.0 only. */ out: { (self: Tensor, kernel_size: IntsOrOne, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, ceil_mode: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, kernel_size: IntsOrOne, options: { stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; ceil_mode?: boolean | undefined; out: Tensor }): Tensor };
    };
    quantized_rnn_relu_cell: {
      default(input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor, packed_ih: Tensor, packed_hh: Tensor, col_offsets_ih: Tensor, col_offsets_hh: Tensor, scale_ih: Scalar, scale_hh: Scalar, zero_point_ih: Scalar, zero_point_hh: Scalar): Tensor;
    };
    quantized_rnn_tanh_cell: {
      default(input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor, packed_ih: Tensor, packed_hh: Tensor, col_offsets_ih: Tensor, col_offsets_hh: Tensor, scale_ih: Scalar, scale_hh: Scalar, zero_point_ih: Scalar, zero_point_hh: Scalar): Tensor;
    };
    rad2deg: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    rad2deg_: {
      default(self: Tensor): Tensor;
    };
    rand: {
      default(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator(size: Ints, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator_out(size: Ints, options: { generator: Generator | null | null; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ generator_with_names(size: Ints, options: { generator: Generator | null | null; names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ generator_with_names_out(size: Ints, options: { generator: Generator | null | null; names: readonly (string)[] | null; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ names(size: Ints, options: { names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(size: Ints, options: { names: readonly (string)[] | null; out: Tensor }): Tensor;
      out(size: Ints, options: { out: Tensor }): Tensor;
    };
    rand_like: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ generator(self: Tensor, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ generator_out(self: Tensor, options: { generator: Generator | null | null; memory_format?: string | null | undefined; out: Tensor }): Tensor;
      out(self: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    randint: {
      default(high: Int, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator(high: Int, size: Ints, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator_out(high: Int, size: Ints, options: { generator: Generator | null | null; out: Tensor }): Tensor;
      low(low: Int, high: Int, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      low_generator(low: Int, high: Int, size: Ints, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      low_generator_out(low: Int, high: Int, size: Ints, options: { generator: Generator | null | null; out: Tensor }): Tensor;
      low_out(low: Int, high: Int, size: Ints, options: { out: Tensor }): Tensor;
      out(high: Int, size: Ints, options: { out: Tensor }): Tensor;
    };
    randint_like: {
      default(self: Tensor, high: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor(self: Tensor, high: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_generator(self: Tensor, high: Tensor, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_generator_out(self: Tensor, high: Tensor, options: { generator: Generator | null | null; memory_format?: string | null | undefined; out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ Tensor_out(self: Tensor, high: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ generator(self: Tensor, high: Int, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ generator_out(self: Tensor, high: Int, options: { generator: Generator | null | null; memory_format?: string | null | undefined; out: Tensor }): Tensor;
      low_dtype(self: Tensor, low: Int, high: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      low_dtype_out(self: Tensor, low: Int, high: Int, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ low_generator_dtype(self: Tensor, low: Int, high: Int, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ low_generator_dtype_out(self: Tensor, low: Int, high: Int, options: { generator: Generator | null | null; memory_format?: string | null | undefined; out: Tensor }): Tensor;
      out(self: Tensor, high: Int, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    randn: {
      default(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator(size: Ints, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator_out(size: Ints, options: { generator: Generator | null | null; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ generator_with_names(size: Ints, options: { generator: Generator | null | null; names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ generator_with_names_out(size: Ints, options: { generator: Generator | null | null; names: readonly (string)[] | null; out: Tensor }): Tensor;
      /** LibTorch 1.13.0 only. */ names(size: Ints, options: { names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(size: Ints, options: { names: readonly (string)[] | null; out: Tensor }): Tensor;
      out(size: Ints, options: { out: Tensor }): Tensor;
    };
    randn_like: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ generator(self: Tensor, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      /** LibTorch 2.13.0 only. */ generator_out(self: Tensor, options: { generator: Generator | null | null; memory_format?: string | null | undefined; out: Tensor }): Tensor;
      out(self: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    random: {
      default(self: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      from(self: Tensor, from: Int, to: Int | null, options?: { generator?: Generator | null | null | undefined }): Tensor;
      from_out(self: Tensor, from: Int, to: Int | null, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      out(self: Tensor, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
      to(self: Tensor, to: Int, options?: { generator?: Generator | null | null | undefined }): Tensor;
      to_out(self: Tensor, to: Int, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor;
    };
    random_: {
      default(self: Tensor, options?: { generator?: Generator | null | null | undefined }): Tensor;
      from(self: Tensor, from: Int, to: Int | null, options?: { generator?: Generator | null | null | undefined }): Tensor;
      to(self: Tensor, to: Int, options?: { generator?: Generator | null | null | undefined }): Tensor;
    };
    randperm: {
      default(n: Int, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator(n: Int, options: { generator: Generator | null | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      generator_out(n: Int, options: { generator: Generator | null | null; out: Tensor }): Tensor;
      out(n: Int, options: { out: Tensor }): Tensor;
    };
    range: {
      default(start: Scalar, end: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out: { (start: Scalar, end: Scalar, step: Scalar | undefined, options: { out: Tensor }): Tensor; (start: Scalar, end: Scalar, options: { step?: Scalar | undefined; out: Tensor }): Tensor };
      out_(start: Scalar, end: Scalar, options: { out: Tensor }): Tensor;
      step: { (start: Scalar, end: Scalar, step?: Scalar | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (start: Scalar, end: Scalar, options?: { step?: Scalar | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
    };
    ravel: {
      default(self: Tensor): Tensor;
    };
    real: {
      default(self: Tensor): Tensor;
    };
    reciprocal: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    reciprocal_: {
      default(self: Tensor): Tensor;
    };
    record_stream: {
      default(self: Tensor, s: unknown): void;
    };
    refine_names: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, names: readonly (string)[]): Tensor;
    };
    reflection_pad1d: {
      default(self: Tensor, padding: IntsOrOne): Tensor;
      out(self: Tensor, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    reflection_pad1d_backward: {
      default(grad_output: Tensor, self: Tensor, padding: IntsOrOne): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, padding: IntsOrOne, options: { grad_input: Tensor }): Tensor;
    };
    reflection_pad2d: {
      default(self: Tensor, padding: IntsOrOne): Tensor;
      out(self: Tensor, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    reflection_pad2d_backward: {
      default(grad_output: Tensor, self: Tensor, padding: IntsOrOne): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, padding: IntsOrOne, options: { grad_input: Tensor }): Tensor;
    };
    reflection_pad3d: {
      default(self: Tensor, padding: IntsOrOne): Tensor;
      out(self: Tensor, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    reflection_pad3d_backward: {
      default(grad_output: Tensor, self: Tensor, padding: IntsOrOne): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, padding: IntsOrOne, options: { grad_input: Tensor }): Tensor;
    };
    relu: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    relu6: {
      default(self: Tensor): Tensor;
    };
    relu6_: {
      default(self: Tensor): Tensor;
    };
    relu_: {
      default(self: Tensor): Tensor;
    };
    remainder: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Scalar_Tensor(self: Scalar, other: Tensor): Tensor;
      Scalar_Tensor_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      Scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    remainder_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    rename: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, names: readonly (string)[] | null): Tensor;
    };
    rename_: {
      /** LibTorch 1.13.0 only. */ default(self: Tensor, names: readonly (string)[] | null): Tensor;
    };
    renorm: {
      default(self: Tensor, p: Scalar, dim: Int, maxnorm: Scalar): Tensor;
      out(self: Tensor, p: Scalar, dim: Int, maxnorm: Scalar, options: { out: Tensor }): Tensor;
    };
    renorm_: {
      default(self: Tensor, p: Scalar, dim: Int, maxnorm: Scalar): Tensor;
    };
    repeat: {
      default(self: Tensor, repeats: Ints): Tensor;
      out(self: Tensor, repeats: Ints, options: { out: Tensor }): Tensor;
    };
    repeat_interleave: {
      Tensor(repeats: Tensor, options?: { output_size?: Int | null | undefined }): Tensor;
      Tensor_out(repeats: Tensor, options: { output_size?: Int | null | undefined; out: Tensor }): Tensor;
      self_Tensor: { (self: Tensor, repeats: Tensor, dim?: Int | null | undefined, options?: { output_size?: Int | null | undefined }): Tensor; (self: Tensor, repeats: Tensor, options?: { dim?: Int | null | undefined; output_size?: Int | null | undefined }): Tensor };
      self_int: { (self: Tensor, repeats: Int, dim?: Int | null | undefined, options?: { output_size?: Int | null | undefined }): Tensor; (self: Tensor, repeats: Int, options?: { dim?: Int | null | undefined; output_size?: Int | null | undefined }): Tensor };
    };
    replication_pad1d: {
      default(self: Tensor, padding: IntsOrOne): Tensor;
      out(self: Tensor, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    replication_pad1d_backward: {
      default(grad_output: Tensor, self: Tensor, padding: IntsOrOne): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, padding: IntsOrOne, options: { grad_input: Tensor }): Tensor;
    };
    replication_pad2d: {
      default(self: Tensor, padding: IntsOrOne): Tensor;
      out(self: Tensor, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    replication_pad2d_backward: {
      default(grad_output: Tensor, self: Tensor, padding: IntsOrOne): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, padding: IntsOrOne, options: { grad_input: Tensor }): Tensor;
    };
    replication_pad3d: {
      default(self: Tensor, padding: IntsOrOne): Tensor;
      out(self: Tensor, padding: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    replication_pad3d_backward: {
      default(grad_output: Tensor, self: Tensor, padding: IntsOrOne): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, padding: IntsOrOne, options: { grad_input: Tensor }): Tensor;
    };
    requires_grad_: {
      default: { (self: Tensor, requires_grad?: boolean | undefined): Tensor; (self: Tensor, options?: { requires_grad?: boolean | undefined }): Tensor };
    };
    reshape: {
      default(self: Tensor, shape: Ints): Tensor;
    };
    reshape_as: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    resize: {
      default(self: Tensor, size: Ints, options?: { memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, size: Ints, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    resize_: {
      default(self: Tensor, size: Ints, options?: { memory_format?: string | null | undefined }): Tensor;
    };
    resize_as: {
      default(self: Tensor, the_template: Tensor, options?: { memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, the_template: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
    resize_as_: {
      default(self: Tensor, the_template: Tensor, options?: { memory_format?: string | null | undefined }): Tensor;
    };
    resize_as_sparse: {
      default(self: Tensor, the_template: Tensor): Tensor;
      out(self: Tensor, the_template: Tensor, options: { out: Tensor }): Tensor;
    };
    resize_as_sparse_: {
      default(self: Tensor, the_template: Tensor): Tensor;
    };
    resolve_conj: {
      default(self: Tensor): Tensor;
    };
    resolve_neg: {
      default(self: Tensor): Tensor;
    };
    result_type: {
      Scalar(tensor: Tensor, other: Scalar): number;
      Scalar_Scalar(scalar1: Scalar, scalar2: Scalar): number;
      Scalar_Tensor(scalar: Scalar, tensor: Tensor): number;
      Tensor(tensor: Tensor, other: Tensor): number;
    };
    retain_grad: {
      default(self: Tensor): void;
    };
    retains_grad: {
      default(self: Tensor): boolean;
    };
    rms_norm: {
      /** LibTorch 2.13.0 only. */ default: { (input: Tensor, normalized_shape: Ints, weight?: Tensor | null | undefined, eps?: number | null | undefined): Tensor; (input: Tensor, normalized_shape: Ints, options?: { weight?: Tensor | null | undefined; eps?: number | null | undefined }): Tensor };
    };
    rnn_relu: {
      data(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
      input(input: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor];
    };
    rnn_relu_cell: {
      default: { (input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih?: Tensor | null | undefined, b_hh?: Tensor | null | undefined): Tensor; (input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, options?: { b_ih?: Tensor | null | undefined; b_hh?: Tensor | null | undefined }): Tensor };
    };
    rnn_tanh: {
      data(data: Tensor, batch_sizes: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
      input(input: Tensor, hx: Tensor, params: Tensors, has_biases: boolean, num_layers: Int, dropout: number, train: boolean, bidirectional: boolean, batch_first: boolean): [Tensor, Tensor];
    };
    rnn_tanh_cell: {
      default: { (input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih?: Tensor | null | undefined, b_hh?: Tensor | null | undefined): Tensor; (input: Tensor, hx: Tensor, w_ih: Tensor, w_hh: Tensor, options?: { b_ih?: Tensor | null | undefined; b_hh?: Tensor | null | undefined }): Tensor };
    };
    roll: {
      default: { (self: Tensor, shifts: IntsOrOne, dims?: IntsOrOne | undefined): Tensor; (self: Tensor, shifts: IntsOrOne, options?: { dims?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, shifts: IntsOrOne, dims: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, shifts: IntsOrOne, options: { dims?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    rot90: {
      default: { (self: Tensor, k?: Int | undefined, dims?: Ints | undefined): Tensor; (self: Tensor, options?: { k?: Int | undefined; dims?: Ints | undefined }): Tensor };
      out: { (self: Tensor, k: Int | undefined, dims: Ints | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { k?: Int | undefined; dims?: Ints | undefined; out: Tensor }): Tensor };
    };
    round: {
      default(self: Tensor): Tensor;
      decimals(self: Tensor, options: { decimals: Int }): Tensor;
      decimals_out(self: Tensor, options: { decimals: Int; out: Tensor }): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    round_: {
      default(self: Tensor): Tensor;
      decimals(self: Tensor, options: { decimals: Int }): Tensor;
    };
    row_indices: {
      default(self: Tensor): Tensor;
    };
    row_indices_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    row_stack: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    rrelu: {
      default: { (self: Tensor, lower?: Scalar | undefined, upper?: Scalar | undefined, training?: boolean | undefined, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, options?: { lower?: Scalar | undefined; upper?: Scalar | undefined; training?: boolean | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    rrelu_: {
      default: { (self: Tensor, lower?: Scalar | undefined, upper?: Scalar | undefined, training?: boolean | undefined, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, options?: { lower?: Scalar | undefined; upper?: Scalar | undefined; training?: boolean | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    rrelu_with_noise: {
      default: { (self: Tensor, noise: Tensor, lower?: Scalar | undefined, upper?: Scalar | undefined, training?: boolean | undefined, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, noise: Tensor, options?: { lower?: Scalar | undefined; upper?: Scalar | undefined; training?: boolean | undefined; generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, noise: Tensor, lower: Scalar | undefined, upper: Scalar | undefined, training: boolean | undefined, generator: Generator | null | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, noise: Tensor, options: { lower?: Scalar | undefined; upper?: Scalar | undefined; training?: boolean | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    rrelu_with_noise_: {
      default: { (self: Tensor, noise: Tensor, lower?: Scalar | undefined, upper?: Scalar | undefined, training?: boolean | undefined, generator?: Generator | null | null | undefined): Tensor; (self: Tensor, noise: Tensor, options?: { lower?: Scalar | undefined; upper?: Scalar | undefined; training?: boolean | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    rrelu_with_noise_backward: {
      default(grad_output: Tensor, self: Tensor, noise: Tensor, lower: Scalar, upper: Scalar, training: boolean, self_is_result: boolean): Tensor;
      out(grad_output: Tensor, self: Tensor, noise: Tensor, lower: Scalar, upper: Scalar, training: boolean, self_is_result: boolean, options: { out: Tensor }): Tensor;
    };
    rrelu_with_noise_functional: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, noise: Tensor, lower?: Scalar | undefined, upper?: Scalar | undefined, training?: boolean | undefined, generator?: Generator | null | null | undefined): [Tensor, Tensor]; (self: Tensor, noise: Tensor, options?: { lower?: Scalar | undefined; upper?: Scalar | undefined; training?: boolean | undefined; generator?: Generator | null | null | undefined }): [Tensor, Tensor] };
    };
    rsqrt: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    rsqrt_: {
      default(self: Tensor): Tensor;
    };
    rsub: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Scalar_out: { (self: Tensor, other: Scalar, alpha: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Scalar, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      Tensor_out(self: Tensor, other: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    scalar_tensor: {
      default(s: Scalar, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      out(s: Scalar, options: { out: Tensor }): Tensor;
    };
    scaled_dot_product_attention: {
      /** LibTorch 2.13.0 only. */ default: { (query: Tensor, key: Tensor, value: Tensor, attn_mask?: Tensor | null | undefined, dropout_p?: number | undefined, is_causal?: boolean | undefined, options?: { scale?: number | null | undefined; enable_gqa?: boolean | undefined }): Tensor; (query: Tensor, key: Tensor, value: Tensor, options?: { attn_mask?: Tensor | null | undefined; dropout_p?: number | undefined; is_causal?: boolean | undefined; scale?: number | null | undefined; enable_gqa?: boolean | undefined }): Tensor };
    };
    scatter: {
      /** LibTorch 1.13.0 only. */ dimname_src(self: Tensor, dim: string, index: Tensor, src: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ dimname_value(self: Tensor, dim: string, index: Tensor, value: Scalar): Tensor;
      reduce(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { reduce: string }): Tensor;
      reduce_out(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { reduce: string; out: Tensor }): Tensor;
      src(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
      src_out(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { out: Tensor }): Tensor;
      value(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
      value_out(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { out: Tensor }): Tensor;
      value_reduce(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { reduce: string }): Tensor;
      value_reduce_out(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { reduce: string; out: Tensor }): Tensor;
    };
    scatter_: {
      reduce(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { reduce: string }): Tensor;
      src(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
      value(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
      value_reduce(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { reduce: string }): Tensor;
    };
    scatter_add: {
      default(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string, index: Tensor, src: Tensor): Tensor;
      out(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { out: Tensor }): Tensor;
    };
    scatter_add_: {
      default(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
    };
    scatter_reduce: {
      two(self: Tensor, dim: Int, index: Tensor, src: Tensor, reduce: string, options?: { include_self?: boolean | undefined }): Tensor;
      two_out(self: Tensor, dim: Int, index: Tensor, src: Tensor, reduce: string, options: { include_self?: boolean | undefined; out: Tensor }): Tensor;
    };
    scatter_reduce_: {
      two(self: Tensor, dim: Int, index: Tensor, src: Tensor, reduce: string, options?: { include_self?: boolean | undefined }): Tensor;
    };
    searchsorted: {
      Scalar(sorted_sequence: Tensor, self: Scalar, options?: { out_int32?: boolean | undefined; right?: boolean | undefined; side?: string | null | undefined; sorter?: Tensor | null | undefined }): Tensor;
      Scalar_out(sorted_sequence: Tensor, self: Scalar, options: { out_int32?: boolean | undefined; right?: boolean | undefined; side?: string | null | undefined; sorter?: Tensor | null | undefined; out: Tensor }): Tensor;
      Tensor(sorted_sequence: Tensor, self: Tensor, options?: { out_int32?: boolean | undefined; right?: boolean | undefined; side?: string | null | undefined; sorter?: Tensor | null | undefined }): Tensor;
      Tensor_out(sorted_sequence: Tensor, self: Tensor, options: { out_int32?: boolean | undefined; right?: boolean | undefined; side?: string | null | undefined; sorter?: Tensor | null | undefined; out: Tensor }): Tensor;
    };
    segment_reduce: {
      default(data: Tensor, reduce: string, options?: { lengths?: Tensor | null | undefined; indices?: Tensor | null | undefined; offsets?: Tensor | null | undefined; axis?: Int | undefined; unsafe?: boolean | undefined; initial?: Scalar | null | undefined }): Tensor;
      out(data: Tensor, reduce: string, options: { lengths?: Tensor | null | undefined; indices?: Tensor | null | undefined; offsets?: Tensor | null | undefined; axis?: Int | undefined; unsafe?: boolean | undefined; initial?: Scalar | null | undefined; out: Tensor }): Tensor;
    };
    select: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string, index: Int): Tensor;
      int(self: Tensor, dim: Int, index: Int): Tensor;
    };
    select_backward: {
      default(grad_output: Tensor, input_sizes: Ints, dim: Int, index: Int): Tensor;
      out(grad_output: Tensor, input_sizes: Ints, dim: Int, index: Int, options: { out: Tensor }): Tensor;
    };
    select_copy: {
      int(self: Tensor, dim: Int, index: Int): Tensor;
      int_out(self: Tensor, dim: Int, index: Int, options: { out: Tensor }): Tensor;
    };
    select_scatter: {
      default(self: Tensor, src: Tensor, dim: Int, index: Int): Tensor;
      out(self: Tensor, src: Tensor, dim: Int, index: Int, options: { out: Tensor }): Tensor;
    };
    selu: {
      default(self: Tensor): Tensor;
    };
    selu_: {
      default(self: Tensor): Tensor;
    };
    set: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
      source_Storage(self: Tensor, source: unknown): Tensor;
      source_Storage_out(self: Tensor, source: unknown, options: { out: Tensor }): Tensor;
      source_Storage_storage_offset: { (self: Tensor, source: unknown, storage_offset: Int, size: Ints, stride?: Ints | undefined): Tensor; (self: Tensor, source: unknown, storage_offset: Int, size: Ints, options?: { stride?: Ints | undefined }): Tensor };
      source_Storage_storage_offset_out: { (self: Tensor, source: unknown, storage_offset: Int, size: Ints, stride: Ints | undefined, options: { out: Tensor }): Tensor; (self: Tensor, source: unknown, storage_offset: Int, size: Ints, options: { stride?: Ints | undefined; out: Tensor }): Tensor };
      source_Tensor(self: Tensor, source: Tensor): Tensor;
      source_Tensor_out(self: Tensor, source: Tensor, options: { out: Tensor }): Tensor;
    };
    set_: {
      default(self: Tensor): Tensor;
      source_Storage(self: Tensor, source: unknown): Tensor;
      source_Storage_storage_offset: { (self: Tensor, source: unknown, storage_offset: Int, size: Ints, stride?: Ints | undefined): Tensor; (self: Tensor, source: unknown, storage_offset: Int, size: Ints, options?: { stride?: Ints | undefined }): Tensor };
      source_Tensor(self: Tensor, source: Tensor): Tensor;
      source_Tensor_storage_offset: { (self: Tensor, source: Tensor, storage_offset: Int, size: Ints, stride?: Ints | undefined): Tensor; (self: Tensor, source: Tensor, storage_offset: Int, size: Ints, options?: { stride?: Ints | undefined }): Tensor };
    };
    set_data: {
      default(self: Tensor, new_data: Tensor): void;
    };
    sgn: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sgn_: {
      default(self: Tensor): Tensor;
    };
    sigmoid: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sigmoid_: {
      default(self: Tensor): Tensor;
    };
    sigmoid_backward: {
      default(grad_output: Tensor, output: Tensor): Tensor;
      grad_input(grad_output: Tensor, output: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    sign: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sign_: {
      default(self: Tensor): Tensor;
    };
    signbit: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    silu: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    silu_: {
      default(self: Tensor): Tensor;
    };
    silu_backward: {
      default(grad_output: Tensor, self: Tensor): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    sin: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sin_: {
      default(self: Tensor): Tensor;
    };
    sinc: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sinc_: {
      default(self: Tensor): Tensor;
    };
    sinh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sinh_: {
      default(self: Tensor): Tensor;
    };
    size: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string): number;
      int(self: Tensor, dim: Int): number;
    };
    slice: {
      Tensor: { (self: Tensor, dim?: Int | undefined, start?: Int | null | undefined, end?: Int | null | undefined, step?: Int | undefined): Tensor; (self: Tensor, options?: { dim?: Int | undefined; start?: Int | null | undefined; end?: Int | null | undefined; step?: Int | undefined }): Tensor };
    };
    slice_backward: {
      default(grad_output: Tensor, input_sizes: Ints, dim: Int, start: Int, end: Int, step: Int): Tensor;
      out(grad_output: Tensor, input_sizes: Ints, dim: Int, start: Int, end: Int, step: Int, options: { out: Tensor }): Tensor;
    };
    slice_copy: {
      Tensor: { (self: Tensor, dim?: Int | undefined, start?: Int | null | undefined, end?: Int | null | undefined, step?: Int | undefined): Tensor; (self: Tensor, options?: { dim?: Int | undefined; start?: Int | null | undefined; end?: Int | null | undefined; step?: Int | undefined }): Tensor };
      Tensor_out: { (self: Tensor, dim: Int | undefined, start: Int | null | undefined, end: Int | null | undefined, step: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dim?: Int | undefined; start?: Int | null | undefined; end?: Int | null | undefined; step?: Int | undefined; out: Tensor }): Tensor };
    };
    slice_inverse: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, src: Tensor, dim?: Int | undefined, start?: Int | null | undefined, end?: Int | null | undefined, step?: Int | undefined): Tensor; (self: Tensor, src: Tensor, options?: { dim?: Int | undefined; start?: Int | null | undefined; end?: Int | null | undefined; step?: Int | undefined }): Tensor };
    };
    slice_scatter: {
      default: { (self: Tensor, src: Tensor, dim?: Int | undefined, start?: Int | null | undefined, end?: Int | null | undefined, step?: Int | undefined): Tensor; (self: Tensor, src: Tensor, options?: { dim?: Int | undefined; start?: Int | null | undefined; end?: Int | null | undefined; step?: Int | undefined }): Tensor };
      out: { (self: Tensor, src: Tensor, dim: Int | undefined, start: Int | null | undefined, end: Int | null | undefined, step: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, src: Tensor, options: { dim?: Int | undefined; start?: Int | null | undefined; end?: Int | null | undefined; step?: Int | undefined; out: Tensor }): Tensor };
    };
    slogdet: {
      default(self: Tensor): [Tensor, Tensor];
      out(self: Tensor, options: { sign: Tensor; logabsdet: Tensor }): [Tensor, Tensor];
    };
    slow_conv3d: {
      default: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null | undefined, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    slow_conv3d_forward: {
      default(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne): Tensor;
      output(self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, options: { output: Tensor }): Tensor;
    };
    slow_conv_dilated2d: {
      default: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null | undefined, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    slow_conv_dilated3d: {
      default: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null | undefined, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    slow_conv_transpose2d: {
      default: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, output_padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null | undefined, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, output_padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    slow_conv_transpose3d: {
      default: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined, output_padding?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null | undefined, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, output_padding: IntsOrOne | undefined, dilation: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    smm: {
      default(self: Tensor, mat2: Tensor): Tensor;
    };
    smooth_l1_loss: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined, beta?: number | undefined): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined; beta?: number | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, reduction: Int | undefined, beta: number | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { reduction?: Int | undefined; beta?: number | undefined; out: Tensor }): Tensor };
    };
    smooth_l1_loss_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, beta: number): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, beta: number, options: { grad_input: Tensor }): Tensor;
    };
    soft_margin_loss: {
      default: { (self: Tensor, target: Tensor, reduction?: Int | undefined): Tensor; (self: Tensor, target: Tensor, options?: { reduction?: Int | undefined }): Tensor };
      out: { (self: Tensor, target: Tensor, reduction: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, target: Tensor, options: { reduction?: Int | undefined; out: Tensor }): Tensor };
    };
    soft_margin_loss_backward: {
      default(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, target: Tensor, reduction: Int, options: { grad_input: Tensor }): Tensor;
    };
    softmax: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      int: { (self: Tensor, dim: Int, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor };
      int_out: { (self: Tensor, dim: Int, dtype: DType | Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: Int, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    softplus: {
      default: { (self: Tensor, beta?: Scalar | undefined, threshold?: Scalar | undefined): Tensor; (self: Tensor, options?: { beta?: Scalar | undefined; threshold?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, beta: Scalar | undefined, threshold: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { beta?: Scalar | undefined; threshold?: Scalar | undefined; out: Tensor }): Tensor };
    };
    softplus_backward: {
      default(grad_output: Tensor, self: Tensor, beta: Scalar, threshold: Scalar): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, beta: Scalar, threshold: Scalar, options: { grad_input: Tensor }): Tensor;
    };
    softshrink: {
      default: { (self: Tensor, lambd?: Scalar | undefined): Tensor; (self: Tensor, options?: { lambd?: Scalar | undefined }): Tensor };
      out: { (self: Tensor, lambd: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { lambd?: Scalar | undefined; out: Tensor }): Tensor };
    };
    softshrink_backward: {
      default(grad_output: Tensor, self: Tensor, lambd: Scalar): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, lambd: Scalar, options: { grad_input: Tensor }): Tensor;
    };
    sort: {
      default: { (self: Tensor, dim?: Int | undefined, descending?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { dim?: Int | undefined; descending?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname: { (self: Tensor, dim: string, descending?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: string, options?: { descending?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname_stable(self: Tensor, options: { stable: boolean | null; dim: string; descending?: boolean | undefined }): [Tensor, Tensor];
      /** LibTorch 1.13.0 only. */ dimname_values: { (self: Tensor, dim: string, descending: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, dim: string, options: { descending?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ dimname_values_stable(self: Tensor, options: { stable: boolean | null; dim: string; descending?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor];
      stable(self: Tensor, options: { stable: boolean | null; dim?: Int | undefined; descending?: boolean | undefined }): [Tensor, Tensor];
      values: { (self: Tensor, dim: Int | undefined, descending: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { dim?: Int | undefined; descending?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
      values_stable(self: Tensor, options: { stable: boolean | null; dim?: Int | undefined; descending?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor];
    };
    sparse_bsc_tensor: {
      ccol_row_value(ccol_indices: Tensor, row_indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      ccol_row_value_size(ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    sparse_bsr_tensor: {
      crow_col_value(crow_indices: Tensor, col_indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      crow_col_value_size(crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    sparse_compressed_tensor: {
      comp_plain_value(compressed_indices: Tensor, plain_indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      comp_plain_value_size(compressed_indices: Tensor, plain_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    sparse_coo_tensor: {
      indices(indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; is_coalesced?: boolean | null | undefined }): Tensor;
      indices_size(indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; is_coalesced?: boolean | null | undefined }): Tensor;
      size(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      size_out(size: Ints, options: { out: Tensor }): Tensor;
    };
    sparse_csc_tensor: {
      ccol_row_value(ccol_indices: Tensor, row_indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      ccol_row_value_size(ccol_indices: Tensor, row_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    sparse_csr_tensor: {
      crow_col_value(crow_indices: Tensor, col_indices: Tensor, values: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      crow_col_value_size(crow_indices: Tensor, col_indices: Tensor, values: Tensor, size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
    };
    sparse_dim: {
      default(self: Tensor): number;
    };
    sparse_mask: {
      default(self: Tensor, mask: Tensor): Tensor;
      out(self: Tensor, mask: Tensor, options: { out: Tensor }): Tensor;
    };
    sparse_resize: {
      default(self: Tensor, size: Ints, sparse_dim: Int, dense_dim: Int): Tensor;
      out(self: Tensor, size: Ints, sparse_dim: Int, dense_dim: Int, options: { out: Tensor }): Tensor;
    };
    sparse_resize_: {
      default(self: Tensor, size: Ints, sparse_dim: Int, dense_dim: Int): Tensor;
    };
    sparse_resize_and_clear: {
      default(self: Tensor, size: Ints, sparse_dim: Int, dense_dim: Int): Tensor;
      out(self: Tensor, size: Ints, sparse_dim: Int, dense_dim: Int, options: { out: Tensor }): Tensor;
    };
    sparse_resize_and_clear_: {
      default(self: Tensor, size: Ints, sparse_dim: Int, dense_dim: Int): Tensor;
    };
    sparse_sampled_addmm: {
      default(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, mat1: Tensor, mat2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    special_airy_ai: {
      default(x: Tensor): Tensor;
      out(x: Tensor, options: { out: Tensor }): Tensor;
    };
    special_bessel_j0: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_bessel_j1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_bessel_y0: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_bessel_y1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_chebyshev_polynomial_t: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_chebyshev_polynomial_u: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_chebyshev_polynomial_v: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_chebyshev_polynomial_w: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_digamma: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_entr: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_erf: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_erfc: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_erfcx: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_erfinv: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_exp2: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_expit: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_expm1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_gammainc: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    special_gammaincc: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    special_gammaln: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_hermite_polynomial_h: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_hermite_polynomial_he: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_i0: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_i0e: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_i1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_i1e: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_laguerre_polynomial_l: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_legendre_polynomial_p: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_log1p: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_log_ndtr: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_log_softmax: {
      default(self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor;
    };
    special_logit: {
      default: { (self: Tensor, eps?: number | null | undefined): Tensor; (self: Tensor, options?: { eps?: number | null | undefined }): Tensor };
      out: { (self: Tensor, eps: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { eps?: number | null | undefined; out: Tensor }): Tensor };
    };
    special_logsumexp: {
      default: { (self: Tensor, dim: IntsOrOne, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: IntsOrOne, options?: { keepdim?: boolean | undefined }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne, options: { keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    special_modified_bessel_i0: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_modified_bessel_i1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_modified_bessel_k0: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_modified_bessel_k1: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_multigammaln: {
      default(self: Tensor, p: Int): Tensor;
      out(self: Tensor, p: Int, options: { out: Tensor }): Tensor;
    };
    special_ndtr: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_ndtri: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_polygamma: {
      default(n: Int, self: Tensor): Tensor;
      out(n: Int, self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_psi: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_round: {
      default(self: Tensor, options?: { decimals?: Int | undefined }): Tensor;
      out(self: Tensor, options: { decimals?: Int | undefined; out: Tensor }): Tensor;
    };
    special_scaled_modified_bessel_k0: {
      default(x: Tensor): Tensor;
      out(x: Tensor, options: { out: Tensor }): Tensor;
    };
    special_scaled_modified_bessel_k1: {
      default(x: Tensor): Tensor;
      out(x: Tensor, options: { out: Tensor }): Tensor;
    };
    special_shifted_chebyshev_polynomial_t: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_shifted_chebyshev_polynomial_u: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_shifted_chebyshev_polynomial_v: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_shifted_chebyshev_polynomial_w: {
      default(x: Tensor, n: Tensor): Tensor;
      n_scalar(x: Tensor, n: Scalar): Tensor;
      n_scalar_out(x: Tensor, n: Scalar, options: { out: Tensor }): Tensor;
      out(x: Tensor, n: Tensor, options: { out: Tensor }): Tensor;
      x_scalar(x: Scalar, n: Tensor): Tensor;
      x_scalar_out(x: Scalar, n: Tensor, options: { out: Tensor }): Tensor;
    };
    special_sinc: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    special_softmax: {
      default: { (self: Tensor, dim: Int, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, dim: Int, options?: { dtype?: DType | Int | null | undefined }): Tensor };
    };
    special_spherical_bessel_j0: {
      default(x: Tensor): Tensor;
      out(x: Tensor, options: { out: Tensor }): Tensor;
    };
    special_xlog1py: {
      default(self: Tensor, other: Tensor): Tensor;
      other_scalar(self: Tensor, other: Scalar): Tensor;
      other_scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      self_scalar(self: Scalar, other: Tensor): Tensor;
      self_scalar_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
    };
    special_xlogy: {
      default(self: Tensor, other: Tensor): Tensor;
      other_scalar(self: Tensor, other: Scalar): Tensor;
      other_scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      self_scalar(self: Scalar, other: Tensor): Tensor;
      self_scalar_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
    };
    special_zeta: {
      default(self: Tensor, other: Tensor): Tensor;
      other_scalar(self: Tensor, other: Scalar): Tensor;
      other_scalar_out(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      self_scalar(self: Scalar, other: Tensor): Tensor;
      self_scalar_out(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
    };
    split: {
      Tensor: { (self: Tensor, split_size: Int, dim?: Int | undefined): Tensor[]; (self: Tensor, split_size: Int, options?: { dim?: Int | undefined }): Tensor[] };
      sizes: { (self: Tensor, split_size: Ints, dim?: Int | undefined): Tensor[]; (self: Tensor, split_size: Ints, options?: { dim?: Int | undefined }): Tensor[] };
    };
    split_copy: {
      Tensor: { (self: Tensor, split_size: Int, dim?: Int | undefined): Tensor[]; (self: Tensor, split_size: Int, options?: { dim?: Int | undefined }): Tensor[] };
      Tensor_out: { (self: Tensor, split_size: Int, dim: Int | undefined, options: { out: Tensors }): void; (self: Tensor, split_size: Int, options: { dim?: Int | undefined; out: Tensors }): void };
    };
    split_with_sizes: {
      default: { (self: Tensor, split_sizes: Ints, dim?: Int | undefined): Tensor[]; (self: Tensor, split_sizes: Ints, options?: { dim?: Int | undefined }): Tensor[] };
    };
    split_with_sizes_copy: {
      default: { (self: Tensor, split_sizes: Ints, dim?: Int | undefined): Tensor[]; (self: Tensor, split_sizes: Ints, options?: { dim?: Int | undefined }): Tensor[] };
      out: { (self: Tensor, split_sizes: Ints, dim: Int | undefined, options: { out: Tensors }): void; (self: Tensor, split_sizes: Ints, options: { dim?: Int | undefined; out: Tensors }): void };
    };
    sqrt: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sqrt_: {
      default(self: Tensor): Tensor;
    };
    square: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    square_: {
      default(self: Tensor): Tensor;
    };
    squeeze: {
      default(self: Tensor): Tensor;
      dim(self: Tensor, dim: Int): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string): Tensor;
      /** LibTorch 2.13.0 only. */ dims(self: Tensor, dim: Ints): Tensor;
    };
    squeeze_: {
      default(self: Tensor): Tensor;
      dim(self: Tensor, dim: Int): Tensor;
      /** LibTorch 1.13.0 only. */ dimname(self: Tensor, dim: string): Tensor;
      /** LibTorch 2.13.0 only. */ dims(self: Tensor, dim: Ints): Tensor;
    };
    squeeze_copy: {
      default(self: Tensor): Tensor;
      dim(self: Tensor, dim: Int): Tensor;
      dim_out(self: Tensor, dim: Int, options: { out: Tensor }): Tensor;
      /** LibTorch 2.13.0 only. */ dims(self: Tensor, dim: Ints): Tensor;
      /** LibTorch 2.13.0 only. */ dims_out(self: Tensor, dim: Ints, options: { out: Tensor }): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    sspaddmm: {
      default(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar | undefined; alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, mat1: Tensor, mat2: Tensor, options: { beta?: Scalar | undefined; alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    stack: {
      default: { (tensors: Tensors, dim?: Int | undefined): Tensor; (tensors: Tensors, options?: { dim?: Int | undefined }): Tensor };
      out: { (tensors: Tensors, dim: Int | undefined, options: { out: Tensor }): Tensor; (tensors: Tensors, options: { dim?: Int | undefined; out: Tensor }): Tensor };
    };
    std: {
      default: { (self: Tensor, unbiased?: boolean | undefined): Tensor; (self: Tensor, options?: { unbiased?: boolean | undefined }): Tensor };
      correction: { (self: Tensor, dim?: IntsOrOne | null | undefined, options?: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ correction_names(self: Tensor, dim: readonly (string)[], options: { correction: Int | null; keepdim?: boolean | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ correction_names_out(self: Tensor, dim: readonly (string)[], options: { correction: Int | null; keepdim?: boolean | undefined; out: Tensor }): Tensor;
      correction_out: { (self: Tensor, dim: IntsOrOne | null | undefined, options: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
      dim: { (self: Tensor, dim: IntsOrOne | null, unbiased?: boolean | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: IntsOrOne | null, options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: readonly (string)[], unbiased?: boolean | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: readonly (string)[], options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_out: { (self: Tensor, dim: readonly (string)[], unbiased: boolean | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: readonly (string)[], options: { unbiased?: boolean | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | null, unbiased: boolean | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne | null, options: { unbiased?: boolean | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    std_mean: {
      default: { (self: Tensor, unbiased?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { unbiased?: boolean | undefined }): [Tensor, Tensor] };
      correction: { (self: Tensor, dim?: IntsOrOne | null | undefined, options?: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor]; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ correction_names(self: Tensor, dim: readonly (string)[], options: { correction: Int | null; keepdim?: boolean | undefined }): [Tensor, Tensor];
      correction_out: { (self: Tensor, dim: IntsOrOne | null | undefined, options: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
      dim: { (self: Tensor, dim: IntsOrOne | null, unbiased?: boolean | undefined, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: IntsOrOne | null, options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: readonly (string)[], unbiased?: boolean | undefined, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: readonly (string)[], options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
    };
    stft: {
      default: { (self: Tensor, n_fft: Int, hop_length?: Int | null | undefined, win_length?: Int | null | undefined, window?: Tensor | null | undefined, normalized?: boolean | undefined, onesided?: boolean | null | undefined, return_complex?: boolean | null | undefined, align_to_window?: boolean | null | undefined): Tensor; (self: Tensor, n_fft: Int, options?: { hop_length?: Int | null | undefined; win_length?: Int | null | undefined; window?: Tensor | null | undefined; normalized?: boolean | undefined; onesided?: boolean | null | undefined; return_complex?: boolean | null | undefined; align_to_window?: boolean | null | undefined }): Tensor };
      center: { (self: Tensor, n_fft: Int, hop_length?: Int | null | undefined, win_length?: Int | null | undefined, window?: Tensor | null | undefined, center?: boolean | undefined, pad_mode?: string | undefined, normalized?: boolean | undefined, onesided?: boolean | null | undefined, return_complex?: boolean | null | undefined, align_to_window?: boolean | null | undefined): Tensor; (self: Tensor, n_fft: Int, options?: { hop_length?: Int | null | undefined; win_length?: Int | null | undefined; window?: Tensor | null | undefined; center?: boolean | undefined; pad_mode?: string | undefined; normalized?: boolean | undefined; onesided?: boolean | null | undefined; return_complex?: boolean | null | undefined; align_to_window?: boolean | null | undefined }): Tensor };
    };
    storage_offset: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    stride: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string): number;
      int(self: Tensor, dim: Int): number;
    };
    sub: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Scalar_out: { (self: Tensor, other: Scalar, alpha: Scalar | undefined, options: { out: Tensor }): Tensor; (self: Tensor, other: Scalar, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, other: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    sub_: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
    };
    subtract: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
      out(self: Tensor, other: Tensor, options: { alpha?: Scalar | undefined; out: Tensor }): Tensor;
    };
    subtract_: {
      Scalar: { (self: Tensor, other: Scalar, alpha?: Scalar | undefined): Tensor; (self: Tensor, other: Scalar, options?: { alpha?: Scalar | undefined }): Tensor };
      Tensor(self: Tensor, other: Tensor, options?: { alpha?: Scalar | undefined }): Tensor;
    };
    sum: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ DimnameList_out: { (self: Tensor, dim: readonly (string)[], keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: readonly (string)[], options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      IntList_out: { (self: Tensor, dim: IntsOrOne | null, keepdim: boolean | undefined, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne | null, options: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ dim_DimnameList: { (self: Tensor, dim: readonly (string)[], keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: readonly (string)[], options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      dim_IntList: { (self: Tensor, dim: IntsOrOne | null, keepdim?: boolean | undefined, options?: { dtype?: DType | Int | null | undefined }): Tensor; (self: Tensor, dim: IntsOrOne | null, options?: { keepdim?: boolean | undefined; dtype?: DType | Int | null | undefined }): Tensor };
      out(self: Tensor, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor;
    };
    sum_to_size: {
      default(self: Tensor, size: Ints): Tensor;
    };
    svd: {
      default: { (self: Tensor, some?: boolean | undefined, compute_uv?: boolean | undefined): [Tensor, Tensor, Tensor]; (self: Tensor, options?: { some?: boolean | undefined; compute_uv?: boolean | undefined }): [Tensor, Tensor, Tensor] };
      U: { (self: Tensor, some: boolean | undefined, compute_uv: boolean | undefined, options: { U: Tensor; S: Tensor; V: Tensor }): [Tensor, Tensor, Tensor]; (self: Tensor, options: { some?: boolean | undefined; compute_uv?: boolean | undefined; U: Tensor; S: Tensor; V: Tensor }): [Tensor, Tensor, Tensor] };
    };
    swapaxes: {
      default(self: Tensor, axis0: Int, axis1: Int): Tensor;
    };
    swapaxes_: {
      default(self: Tensor, axis0: Int, axis1: Int): Tensor;
    };
    swapdims: {
      default(self: Tensor, dim0: Int, dim1: Int): Tensor;
    };
    swapdims_: {
      default(self: Tensor, dim0: Int, dim1: Int): Tensor;
    };
    sym_constrain_range: {
      /** LibTorch 2.13.0 only. */ default(size: Scalar, options?: { min?: Int | null | undefined; max?: Int | null | undefined }): void;
    };
    sym_constrain_range_for_size: {
      /** LibTorch 2.13.0 only. */ default(size: Scalar, options?: { min?: Int | null | undefined; max?: Int | null | undefined }): void;
    };
    sym_is_contiguous: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, memory_format?: string | undefined): unknown; (self: Tensor, options?: { memory_format?: string | undefined }): unknown };
    };
    sym_numel: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    sym_size: {
      /** LibTorch 2.13.0 only. */ int(self: Tensor, dim: Int): number;
    };
    sym_storage_offset: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor): number;
    };
    sym_stride: {
      /** LibTorch 2.13.0 only. */ int(self: Tensor, dim: Int): number;
    };
    symeig: {
      /** LibTorch 1.13.0 only. */ default: { (self: Tensor, eigenvectors?: boolean | undefined, upper?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { eigenvectors?: boolean | undefined; upper?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ e: { (self: Tensor, eigenvectors: boolean | undefined, upper: boolean | undefined, options: { e: Tensor; V: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { eigenvectors?: boolean | undefined; upper?: boolean | undefined; e: Tensor; V: Tensor }): [Tensor, Tensor] };
    };
    t: {
      default(self: Tensor): Tensor;
    };
    t_: {
      default(self: Tensor): Tensor;
    };
    t_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    take: {
      default(self: Tensor, index: Tensor): Tensor;
      out(self: Tensor, index: Tensor, options: { out: Tensor }): Tensor;
    };
    take_along_dim: {
      default: { (self: Tensor, indices: Tensor, dim?: Int | null | undefined): Tensor; (self: Tensor, indices: Tensor, options?: { dim?: Int | null | undefined }): Tensor };
      out: { (self: Tensor, indices: Tensor, dim: Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, indices: Tensor, options: { dim?: Int | null | undefined; out: Tensor }): Tensor };
    };
    tan: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    tan_: {
      default(self: Tensor): Tensor;
    };
    tanh: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    tanh_: {
      default(self: Tensor): Tensor;
    };
    tanh_backward: {
      default(grad_output: Tensor, output: Tensor): Tensor;
      grad_input(grad_output: Tensor, output: Tensor, options: { grad_input: Tensor }): Tensor;
    };
    tensor_split: {
      indices: { (self: Tensor, indices: Ints, dim?: Int | undefined): Tensor[]; (self: Tensor, indices: Ints, options?: { dim?: Int | undefined }): Tensor[] };
      sections: { (self: Tensor, sections: Int, dim?: Int | undefined): Tensor[]; (self: Tensor, sections: Int, options?: { dim?: Int | undefined }): Tensor[] };
      tensor_indices_or_sections: { (self: Tensor, tensor_indices_or_sections: Tensor, dim?: Int | undefined): Tensor[]; (self: Tensor, tensor_indices_or_sections: Tensor, options?: { dim?: Int | undefined }): Tensor[] };
    };
    tensordot: {
      default(self: Tensor, other: Tensor, dims_self: Ints, dims_other: Ints): Tensor;
      out(self: Tensor, other: Tensor, dims_self: Ints, dims_other: Ints, options: { out: Tensor }): Tensor;
    };
    thnn_conv2d: {
      default: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias?: Tensor | null | undefined, stride?: IntsOrOne | undefined, padding?: IntsOrOne | undefined): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options?: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined }): Tensor };
      out: { (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, bias: Tensor | null | undefined, stride: IntsOrOne | undefined, padding: IntsOrOne | undefined, options: { out: Tensor }): Tensor; (self: Tensor, weight: Tensor, kernel_size: IntsOrOne, options: { bias?: Tensor | null | undefined; stride?: IntsOrOne | undefined; padding?: IntsOrOne | undefined; out: Tensor }): Tensor };
    };
    threshold: {
      default(self: Tensor, threshold: Scalar, value: Scalar): Tensor;
      out(self: Tensor, threshold: Scalar, value: Scalar, options: { out: Tensor }): Tensor;
    };
    threshold_: {
      default(self: Tensor, threshold: Scalar, value: Scalar): Tensor;
    };
    threshold_backward: {
      default(grad_output: Tensor, self: Tensor, threshold: Scalar): Tensor;
      grad_input(grad_output: Tensor, self: Tensor, threshold: Scalar, options: { grad_input: Tensor }): Tensor;
    };
    tile: {
      default(self: Tensor, dims: Ints): Tensor;
    };
    to: {
      device: { (self: Tensor, device: string, dtype: DType | Int, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): Tensor; (self: Tensor, device: string, dtype: DType | Int, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): Tensor };
      dtype: { (self: Tensor, dtype: DType | Int, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): Tensor; (self: Tensor, dtype: DType | Int, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): Tensor };
      dtype_layout(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): Tensor;
      other: { (self: Tensor, other: Tensor, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): Tensor; (self: Tensor, other: Tensor, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): Tensor };
    };
    to_dense: {
      default: { (self: Tensor, dtype?: DType | Int | null | undefined, options?: { masked_grad?: boolean | null | undefined }): Tensor; (self: Tensor, options?: { dtype?: DType | Int | null | undefined; masked_grad?: boolean | null | undefined }): Tensor };
    };
    to_dense_backward: {
      default: { (grad: Tensor, input: Tensor, masked_grad?: boolean | null | undefined): Tensor; (grad: Tensor, input: Tensor, options?: { masked_grad?: boolean | null | undefined }): Tensor };
    };
    to_mkldnn: {
      default: { (self: Tensor, dtype?: DType | Int | null | undefined): Tensor; (self: Tensor, options?: { dtype?: DType | Int | null | undefined }): Tensor };
      out: { (self: Tensor, dtype: DType | Int | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { dtype?: DType | Int | null | undefined; out: Tensor }): Tensor };
    };
    to_mkldnn_backward: {
      default(grad: Tensor, input: Tensor): Tensor;
    };
    to_padded_tensor: {
      default: { (self: Tensor, padding: number, output_size?: Ints | null | undefined): Tensor; (self: Tensor, padding: number, options?: { output_size?: Ints | null | undefined }): Tensor };
      out: { (self: Tensor, padding: number, output_size: Ints | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, padding: number, options: { output_size?: Ints | null | undefined; out: Tensor }): Tensor };
    };
    to_sparse: {
      default(self: Tensor, options?: { layout?: string | null | undefined; blocksize?: IntsOrOne | null | undefined; dense_dim?: Int | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ out(self: Tensor, options: { out: Tensor }): Tensor;
      sparse_dim(self: Tensor, sparse_dim: Int): Tensor;
      /** LibTorch 1.13.0 only. */ sparse_dim_out(self: Tensor, sparse_dim: Int, options: { out: Tensor }): Tensor;
    };
    to_sparse_bsc: {
      default: { (self: Tensor, blocksize: IntsOrOne, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, blocksize: IntsOrOne, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ out(self: Tensor, blocksize: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    to_sparse_bsr: {
      default: { (self: Tensor, blocksize: IntsOrOne, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, blocksize: IntsOrOne, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ out(self: Tensor, blocksize: IntsOrOne, options: { out: Tensor }): Tensor;
    };
    to_sparse_csc: {
      default: { (self: Tensor, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    to_sparse_csr: {
      default: { (self: Tensor, dense_dim?: Int | null | undefined): Tensor; (self: Tensor, options?: { dense_dim?: Int | null | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    topk: {
      default: { (self: Tensor, k: Int, dim?: Int | undefined, largest?: boolean | undefined, sorted?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, k: Int, options?: { dim?: Int | undefined; largest?: boolean | undefined; sorted?: boolean | undefined }): [Tensor, Tensor] };
      values: { (self: Tensor, k: Int, dim: Int | undefined, largest: boolean | undefined, sorted: boolean | undefined, options: { values: Tensor; indices: Tensor }): [Tensor, Tensor]; (self: Tensor, k: Int, options: { dim?: Int | undefined; largest?: boolean | undefined; sorted?: boolean | undefined; values: Tensor; indices: Tensor }): [Tensor, Tensor] };
    };
    trace: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    trace_backward: {
      default(grad: Tensor, sizes: Ints): Tensor;
    };
    transpose: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim0: string, dim1: string): Tensor;
      int(self: Tensor, dim0: Int, dim1: Int): Tensor;
    };
    transpose_: {
      default(self: Tensor, dim0: Int, dim1: Int): Tensor;
    };
    transpose_copy: {
      int(self: Tensor, dim0: Int, dim1: Int): Tensor;
      int_out(self: Tensor, dim0: Int, dim1: Int, options: { out: Tensor }): Tensor;
    };
    trapezoid: {
      dx(y: Tensor, options?: { dx?: Scalar | undefined; dim?: Int | undefined }): Tensor;
      x(y: Tensor, x: Tensor, options?: { dim?: Int | undefined }): Tensor;
    };
    trapz: {
      dx(y: Tensor, options?: { dx?: number | undefined; dim?: Int | undefined }): Tensor;
      x(y: Tensor, x: Tensor, options?: { dim?: Int | undefined }): Tensor;
    };
    triangular_solve: {
      default: { (self: Tensor, A: Tensor, upper?: boolean | undefined, transpose?: boolean | undefined, unitriangular?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, A: Tensor, options?: { upper?: boolean | undefined; transpose?: boolean | undefined; unitriangular?: boolean | undefined }): [Tensor, Tensor] };
      X: { (self: Tensor, A: Tensor, upper: boolean | undefined, transpose: boolean | undefined, unitriangular: boolean | undefined, options: { X: Tensor; M: Tensor }): [Tensor, Tensor]; (self: Tensor, A: Tensor, options: { upper?: boolean | undefined; transpose?: boolean | undefined; unitriangular?: boolean | undefined; X: Tensor; M: Tensor }): [Tensor, Tensor] };
    };
    tril: {
      default: { (self: Tensor, diagonal?: Int | undefined): Tensor; (self: Tensor, options?: { diagonal?: Int | undefined }): Tensor };
      out: { (self: Tensor, diagonal: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { diagonal?: Int | undefined; out: Tensor }): Tensor };
    };
    tril_: {
      default: { (self: Tensor, diagonal?: Int | undefined): Tensor; (self: Tensor, options?: { diagonal?: Int | undefined }): Tensor };
    };
    tril_indices: {
      default: { (row: Int, col: Int, offset?: Int | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (row: Int, col: Int, options?: { offset?: Int | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      out: { (row: Int, col: Int, offset: Int | undefined, options: { out: Tensor }): Tensor; (row: Int, col: Int, options: { offset?: Int | undefined; out: Tensor }): Tensor };
    };
    triplet_margin_loss: {
      default: { (anchor: Tensor, positive: Tensor, negative: Tensor, margin?: number | undefined, p?: number | undefined, eps?: number | undefined, swap?: boolean | undefined, reduction?: Int | undefined): Tensor; (anchor: Tensor, positive: Tensor, negative: Tensor, options?: { margin?: number | undefined; p?: number | undefined; eps?: number | undefined; swap?: boolean | undefined; reduction?: Int | undefined }): Tensor };
    };
    triu: {
      default: { (self: Tensor, diagonal?: Int | undefined): Tensor; (self: Tensor, options?: { diagonal?: Int | undefined }): Tensor };
      out: { (self: Tensor, diagonal: Int | undefined, options: { out: Tensor }): Tensor; (self: Tensor, options: { diagonal?: Int | undefined; out: Tensor }): Tensor };
    };
    triu_: {
      default: { (self: Tensor, diagonal?: Int | undefined): Tensor; (self: Tensor, options?: { diagonal?: Int | undefined }): Tensor };
    };
    triu_indices: {
      default: { (row: Int, col: Int, offset?: Int | undefined, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor; (row: Int, col: Int, options?: { offset?: Int | undefined; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor };
      out: { (row: Int, col: Int, offset: Int | undefined, options: { out: Tensor }): Tensor; (row: Int, col: Int, options: { offset?: Int | undefined; out: Tensor }): Tensor };
    };
    true_divide: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    true_divide_: {
      Scalar(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    trunc: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    trunc_: {
      default(self: Tensor): Tensor;
    };
    type_as: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    unbind: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string): Tensor[];
      int: { (self: Tensor, dim?: Int | undefined): Tensor[]; (self: Tensor, options?: { dim?: Int | undefined }): Tensor[] };
    };
    unbind_copy: {
      int: { (self: Tensor, dim?: Int | undefined): Tensor[]; (self: Tensor, options?: { dim?: Int | undefined }): Tensor[] };
      int_out: { (self: Tensor, dim: Int | undefined, options: { out: Tensors }): void; (self: Tensor, options: { dim?: Int | undefined; out: Tensors }): void };
    };
    unflatten: {
      /** LibTorch 1.13.0 only. */ Dimname(self: Tensor, dim: string, sizes: Ints, names: readonly (string)[]): Tensor;
      int(self: Tensor, dim: Int, sizes: Ints): Tensor;
    };
    unflatten_dense_tensors: {
      default(flat: Tensor, tensors: Tensors): Tensor[];
    };
    unfold: {
      default(self: Tensor, dimension: Int, size: Int, step: Int): Tensor;
    };
    unfold_backward: {
      default(grad_in: Tensor, input_sizes: Ints, dim: Int, size: Int, step: Int): Tensor;
      out(grad_in: Tensor, input_sizes: Ints, dim: Int, size: Int, step: Int, options: { out: Tensor }): Tensor;
    };
    unfold_copy: {
      default(self: Tensor, dimension: Int, size: Int, step: Int): Tensor;
      out(self: Tensor, dimension: Int, size: Int, step: Int, options: { out: Tensor }): Tensor;
    };
    uniform: {
      default: { (self: Tensor, from?: number | undefined, to?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { from?: number | undefined; to?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
      out: { (self: Tensor, from: number | undefined, to: number | undefined, options: { generator?: Generator | null | null | undefined; out: Tensor }): Tensor; (self: Tensor, options: { from?: number | undefined; to?: number | undefined; generator?: Generator | null | null | undefined; out: Tensor }): Tensor };
    };
    uniform_: {
      default: { (self: Tensor, from?: number | undefined, to?: number | undefined, options?: { generator?: Generator | null | null | undefined }): Tensor; (self: Tensor, options?: { from?: number | undefined; to?: number | undefined; generator?: Generator | null | null | undefined }): Tensor };
    };
    unique_consecutive: {
      default: { (self: Tensor, return_inverse?: boolean | undefined, return_counts?: boolean | undefined, dim?: Int | null | undefined): [Tensor, Tensor, Tensor]; (self: Tensor, options?: { return_inverse?: boolean | undefined; return_counts?: boolean | undefined; dim?: Int | null | undefined }): [Tensor, Tensor, Tensor] };
      out: { (self: Tensor, return_inverse: boolean | undefined, return_counts: boolean | undefined, dim: Int | null | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor]; (self: Tensor, options: { return_inverse?: boolean | undefined; return_counts?: boolean | undefined; dim?: Int | null | undefined; out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor] };
    };
    unique_dim: {
      default: { (self: Tensor, dim: Int, sorted?: boolean | undefined, return_inverse?: boolean | undefined, return_counts?: boolean | undefined): [Tensor, Tensor, Tensor]; (self: Tensor, dim: Int, options?: { sorted?: boolean | undefined; return_inverse?: boolean | undefined; return_counts?: boolean | undefined }): [Tensor, Tensor, Tensor] };
      out: { (self: Tensor, dim: Int, sorted: boolean | undefined, return_inverse: boolean | undefined, return_counts: boolean | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor]; (self: Tensor, dim: Int, options: { sorted?: boolean | undefined; return_inverse?: boolean | undefined; return_counts?: boolean | undefined; out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor] };
    };
    unique_dim_consecutive: {
      default: { (self: Tensor, dim: Int, return_inverse?: boolean | undefined, return_counts?: boolean | undefined): [Tensor, Tensor, Tensor]; (self: Tensor, dim: Int, options?: { return_inverse?: boolean | undefined; return_counts?: boolean | undefined }): [Tensor, Tensor, Tensor] };
      out: { (self: Tensor, dim: Int, return_inverse: boolean | undefined, return_counts: boolean | undefined, options: { out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor]; (self: Tensor, dim: Int, options: { return_inverse?: boolean | undefined; return_counts?: boolean | undefined; out0: Tensor; out1: Tensor; out2: Tensor }): [Tensor, Tensor, Tensor] };
    };
    unsafe_chunk: {
      default: { (self: Tensor, chunks: Int, dim?: Int | undefined): Tensor[]; (self: Tensor, chunks: Int, options?: { dim?: Int | undefined }): Tensor[] };
    };
    unsafe_split: {
      Tensor: { (self: Tensor, split_size: Int, dim?: Int | undefined): Tensor[]; (self: Tensor, split_size: Int, options?: { dim?: Int | undefined }): Tensor[] };
      Tensor_out: { (self: Tensor, split_size: Int, dim: Int | undefined, options: { out: Tensors }): void; (self: Tensor, split_size: Int, options: { dim?: Int | undefined; out: Tensors }): void };
    };
    unsafe_split_with_sizes: {
      default: { (self: Tensor, split_sizes: Ints, dim?: Int | undefined): Tensor[]; (self: Tensor, split_sizes: Ints, options?: { dim?: Int | undefined }): Tensor[] };
      out: { (self: Tensor, split_sizes: Ints, dim: Int | undefined, options: { out: Tensors }): void; (self: Tensor, split_sizes: Ints, options: { dim?: Int | undefined; out: Tensors }): void };
    };
    unsqueeze: {
      default(self: Tensor, dim: Int): Tensor;
    };
    unsqueeze_: {
      default(self: Tensor, dim: Int): Tensor;
    };
    unsqueeze_copy: {
      default(self: Tensor, dim: Int): Tensor;
      out(self: Tensor, dim: Int, options: { out: Tensor }): Tensor;
    };
    upsample_bicubic2d: {
      default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_bicubic2d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_bilinear2d: {
      default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      vec_out(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_bilinear2d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_linear1d: {
      default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_linear1d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_nearest1d: {
      default: { (self: Tensor, output_size: IntsOrOne, scales?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, options?: { scales?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, scales: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, options: { scales?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_nearest1d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options?: { scales?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options: { scales?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_nearest2d: {
      default: { (self: Tensor, output_size: IntsOrOne, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null): Tensor;
      vec_out(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_nearest2d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options?: { scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options: { scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_nearest3d: {
      default: { (self: Tensor, output_size: IntsOrOne, scales_d?: number | null | undefined, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, options?: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, scales_d: number | null | undefined, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, options: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_nearest3d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_d?: number | null | undefined, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options?: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, scales_d: number | null | undefined, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, options: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_trilinear3d: {
      default: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_d?: number | null | undefined, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options?: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      out: { (self: Tensor, output_size: IntsOrOne, align_corners: boolean, scales_d: number | null | undefined, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { out: Tensor }): Tensor; (self: Tensor, output_size: IntsOrOne, align_corners: boolean, options: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined; out: Tensor }): Tensor };
      vec(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(input: Tensor, output_size: Ints | null, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    upsample_trilinear3d_backward: {
      default: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_d?: number | null | undefined, scales_h?: number | null | undefined, scales_w?: number | null | undefined): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options?: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined }): Tensor };
      grad_input: { (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, scales_d: number | null | undefined, scales_h: number | null | undefined, scales_w: number | null | undefined, options: { grad_input: Tensor }): Tensor; (grad_output: Tensor, output_size: IntsOrOne, input_size: IntsOrOne, align_corners: boolean, options: { scales_d?: number | null | undefined; scales_h?: number | null | undefined; scales_w?: number | null | undefined; grad_input: Tensor }): Tensor };
      /** LibTorch 1.13.0 only. */ vec(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null): Tensor;
      /** LibTorch 1.13.0 only. */ vec_out(grad_output: Tensor, output_size: Ints | null, input_size: Ints, align_corners: boolean, scale_factors: readonly (number)[] | null, options: { out: Tensor }): Tensor;
    };
    value_selecting_reduction_backward: {
      default(grad: Tensor, dim: Int, indices: Tensor, sizes: Ints, keepdim: boolean): Tensor;
    };
    values: {
      default(self: Tensor): Tensor;
    };
    values_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    vander: {
      default: { (x: Tensor, N?: Int | null | undefined, increasing?: boolean | undefined): Tensor; (x: Tensor, options?: { N?: Int | null | undefined; increasing?: boolean | undefined }): Tensor };
    };
    var: {
      default: { (self: Tensor, unbiased?: boolean | undefined): Tensor; (self: Tensor, options?: { unbiased?: boolean | undefined }): Tensor };
      correction: { (self: Tensor, dim?: IntsOrOne | null | undefined, options?: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): Tensor; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ correction_names(self: Tensor, dim: readonly (string)[], options: { correction: Int | null; keepdim?: boolean | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ correction_names_out(self: Tensor, dim: readonly (string)[], options: { correction: Int | null; keepdim?: boolean | undefined; out: Tensor }): Tensor;
      correction_out: { (self: Tensor, dim: IntsOrOne | null | undefined, options: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor; (self: Tensor, options: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
      dim: { (self: Tensor, dim: IntsOrOne | null, unbiased?: boolean | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: IntsOrOne | null, options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: readonly (string)[], unbiased?: boolean | undefined, keepdim?: boolean | undefined): Tensor; (self: Tensor, dim: readonly (string)[], options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): Tensor };
      /** LibTorch 1.13.0 only. */ names_out: { (self: Tensor, dim: readonly (string)[], unbiased: boolean | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: readonly (string)[], options: { unbiased?: boolean | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
      out: { (self: Tensor, dim: IntsOrOne | null, unbiased: boolean | undefined, keepdim: boolean | undefined, options: { out: Tensor }): Tensor; (self: Tensor, dim: IntsOrOne | null, options: { unbiased?: boolean | undefined; keepdim?: boolean | undefined; out: Tensor }): Tensor };
    };
    var_mean: {
      default: { (self: Tensor, unbiased?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, options?: { unbiased?: boolean | undefined }): [Tensor, Tensor] };
      correction: { (self: Tensor, dim?: IntsOrOne | null | undefined, options?: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor]; (self: Tensor, options?: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ correction_names(self: Tensor, dim: readonly (string)[], options: { correction: Int | null; keepdim?: boolean | undefined }): [Tensor, Tensor];
      correction_out: { (self: Tensor, dim: IntsOrOne | null | undefined, options: { correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor]; (self: Tensor, options: { dim?: IntsOrOne | null | undefined; correction?: Scalar | null | undefined; keepdim?: boolean | undefined; out0: Tensor; out1: Tensor }): [Tensor, Tensor] };
      dim: { (self: Tensor, dim: IntsOrOne | null, unbiased?: boolean | undefined, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: IntsOrOne | null, options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
      /** LibTorch 1.13.0 only. */ names_dim: { (self: Tensor, dim: readonly (string)[], unbiased?: boolean | undefined, keepdim?: boolean | undefined): [Tensor, Tensor]; (self: Tensor, dim: readonly (string)[], options?: { unbiased?: boolean | undefined; keepdim?: boolean | undefined }): [Tensor, Tensor] };
    };
    vdot: {
      default(self: Tensor, other: Tensor): Tensor;
      out(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    view: {
      default(self: Tensor, size: Ints): Tensor;
      dtype(self: Tensor, dtype: DType | Int): Tensor;
    };
    view_as: {
      default(self: Tensor, other: Tensor): Tensor;
    };
    view_as_complex: {
      default(self: Tensor): Tensor;
    };
    view_as_complex_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    view_as_real: {
      default(self: Tensor): Tensor;
    };
    view_as_real_copy: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    view_copy: {
      default(self: Tensor, size: Ints): Tensor;
      dtype(self: Tensor, dtype: DType | Int): Tensor;
      dtype_out(self: Tensor, dtype: DType | Int, options: { out: Tensor }): Tensor;
      out(self: Tensor, size: Ints, options: { out: Tensor }): Tensor;
    };
    vsplit: {
      array(self: Tensor, indices: Ints): Tensor[];
      int(self: Tensor, sections: Int): Tensor[];
    };
    vstack: {
      default(tensors: Tensors): Tensor;
      out(tensors: Tensors, options: { out: Tensor }): Tensor;
    };
    where: {
      default(condition: Tensor): Tensor[];
      Scalar(condition: Tensor, self: Scalar, other: Scalar): Tensor;
      ScalarOther(condition: Tensor, self: Tensor, other: Scalar): Tensor;
      ScalarSelf(condition: Tensor, self: Scalar, other: Tensor): Tensor;
      self(condition: Tensor, self: Tensor, other: Tensor): Tensor;
      self_out(condition: Tensor, self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
    };
    xlogy: {
      OutScalar_Other(self: Tensor, other: Scalar, options: { out: Tensor }): Tensor;
      OutScalar_Self(self: Scalar, other: Tensor, options: { out: Tensor }): Tensor;
      OutTensor(self: Tensor, other: Tensor, options: { out: Tensor }): Tensor;
      Scalar_Other(self: Tensor, other: Scalar): Tensor;
      Scalar_Self(self: Scalar, other: Tensor): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    xlogy_: {
      Scalar_Other(self: Tensor, other: Scalar): Tensor;
      Tensor(self: Tensor, other: Tensor): Tensor;
    };
    zero: {
      default(self: Tensor): Tensor;
      out(self: Tensor, options: { out: Tensor }): Tensor;
    };
    zero_: {
      default(self: Tensor): Tensor;
    };
    zeros: {
      default(size: Ints, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names(size: Ints, options: { names: readonly (string)[] | null; dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined }): Tensor;
      /** LibTorch 1.13.0 only. */ names_out(size: Ints, options: { names: readonly (string)[] | null; out: Tensor }): Tensor;
      out(size: Ints, options: { out: Tensor }): Tensor;
    };
    zeros_like: {
      default(self: Tensor, options?: { dtype?: DType | Int | null | undefined; layout?: string | null | undefined; device?: string | null | undefined; pin_memory?: boolean | null | undefined; memory_format?: string | null | undefined }): Tensor;
      out(self: Tensor, options: { memory_format?: string | null | undefined; out: Tensor }): Tensor;
    };
  };
  c10d: {
    _allgather_base_: {
      /** LibTorch 2.13.0 only. */ default: { (output_tensor: Tensor, input_tensor: Tensor, process_group: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor, unknown]; (output_tensor: Tensor, input_tensor: Tensor, process_group: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor, unknown] };
    };
    _reduce_scatter_base_: {
      /** LibTorch 2.13.0 only. */ default: { (output_tensor: Tensor, input_tensor: Tensor, process_group: unknown, reduce_op: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor, unknown]; (output_tensor: Tensor, input_tensor: Tensor, process_group: unknown, reduce_op: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor, unknown] };
    };
    allgather_: {
      default: { (output_tensors: readonly (Tensors)[], input_tensors: Tensors, process_group: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor[][], unknown]; (output_tensors: readonly (Tensors)[], input_tensors: Tensors, process_group: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor[][], unknown] };
    };
    allgather_coalesced_: {
      /** LibTorch 2.13.0 only. */ default: { (output_lists: readonly (Tensors)[], input_list: Tensors, process_group: unknown, async_op?: boolean | undefined): unknown; (output_lists: readonly (Tensors)[], input_list: Tensors, process_group: unknown, options?: { async_op?: boolean | undefined }): unknown };
    };
    allgather_into_tensor_coalesced_: {
      /** LibTorch 2.13.0 only. */ default: { (outputs: Tensors, inputs: Tensors, process_group: unknown, async_op?: boolean | undefined): unknown; (outputs: Tensors, inputs: Tensors, process_group: unknown, options?: { async_op?: boolean | undefined }): unknown };
    };
    allreduce_: {
      default: { (tensors: Tensors, process_group: unknown, reduce_op: unknown, sparse_indices: Tensor | null, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor[], unknown]; (tensors: Tensors, process_group: unknown, reduce_op: unknown, sparse_indices: Tensor | null, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor[], unknown] };
    };
    allreduce_coalesced_: {
      /** LibTorch 2.13.0 only. */ default: { (tensors: Tensors, process_group: unknown, reduce_op: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): unknown; (tensors: Tensors, process_group: unknown, reduce_op: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): unknown };
    };
    alltoall_: {
      default: { (output_tensors: Tensors, input_tensors: Tensors, process_group: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor[], unknown]; (output_tensors: Tensors, input_tensors: Tensors, process_group: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor[], unknown] };
    };
    alltoall_base_: {
      /** LibTorch 2.13.0 only. */ default: { (output: Tensor, input: Tensor, process_group: unknown, output_split_sizes: Ints, input_split_sizes: Ints, async_op?: boolean | undefined, timeout?: Int | undefined): unknown; (output: Tensor, input: Tensor, process_group: unknown, output_split_sizes: Ints, input_split_sizes: Ints, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): unknown };
    };
    barrier: {
      default: { (tensor: Tensor, process_group: unknown, device_ids: Ints, async_op?: boolean | undefined, timeout?: Int | undefined): unknown; (tensor: Tensor, process_group: unknown, device_ids: Ints, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): unknown };
    };
    broadcast_: {
      default: { (tensors: Tensors, process_group: unknown, root_rank: Int, root_tensor: Int, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor[], unknown]; (tensors: Tensors, process_group: unknown, root_rank: Int, root_tensor: Int, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor[], unknown] };
    };
    check_for_nan: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor): void;
    };
    gather_: {
      default: { (output_tensors: readonly (Tensors)[], input_tensors: Tensors, process_group: unknown, root_rank: Int, async_op?: boolean | undefined, timeout?: Int | undefined): unknown; (output_tensors: readonly (Tensors)[], input_tensors: Tensors, process_group: unknown, root_rank: Int, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): unknown };
    };
    monitored_barrier_: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, process_group: unknown, device_ids: Ints, timeout: Int, wait_all_ranks: boolean): void;
    };
    recv_: {
      default(tensors: Tensors, process_group: unknown, src: Int, tag: Int): unknown;
    };
    recv_any_source_: {
      /** LibTorch 2.13.0 only. */ default(tensors: Tensors, process_group: unknown, tag: Int): unknown;
    };
    reduce_: {
      default: { (tensors: Tensors, process_group: unknown, reduce_op: unknown, root_rank: Int, root_tensor: Int, async_op?: boolean | undefined, timeout?: Int | undefined): unknown; (tensors: Tensors, process_group: unknown, reduce_op: unknown, root_rank: Int, root_tensor: Int, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): unknown };
    };
    reduce_scatter_: {
      default: { (output_tensors: Tensors, input_tensors: readonly (Tensors)[], process_group: unknown, reduce_op: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor[], unknown]; (output_tensors: Tensors, input_tensors: readonly (Tensors)[], process_group: unknown, reduce_op: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor[], unknown] };
    };
    reduce_scatter_tensor_coalesced_: {
      /** LibTorch 2.13.0 only. */ default: { (outputs: Tensors, inputs: Tensors, process_group: unknown, reduce_op: unknown, async_op?: boolean | undefined, timeout?: Int | undefined): unknown; (outputs: Tensors, inputs: Tensors, process_group: unknown, reduce_op: unknown, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): unknown };
    };
    scatter_: {
      default: { (output_tensors: Tensors, input_tensors: readonly (Tensors)[], process_group: unknown, root_rank: Int, async_op?: boolean | undefined, timeout?: Int | undefined): [Tensor[], unknown]; (output_tensors: Tensors, input_tensors: readonly (Tensors)[], process_group: unknown, root_rank: Int, options?: { async_op?: boolean | undefined; timeout?: Int | undefined }): [Tensor[], unknown] };
    };
    send: {
      default(tensors: Tensors, process_group: unknown, dst: Int, tag: Int): unknown;
    };
  };
  inductor: {
    _alloc_from_pool: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, offset_bytes: Int, dtype: DType | Int, size: Ints, stride: Ints): Tensor;
    };
    _mm_plus_mm: {
      /** LibTorch 2.13.0 only. */ default(a: Tensor, b: Tensor, c: Tensor, d: Tensor, out: Tensor): Tensor;
    };
    _reinterpret_tensor: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, size: Ints, stride: Ints, offset_increment?: Int | undefined): Tensor; (self: Tensor, size: Ints, stride: Ints, options?: { offset_increment?: Int | undefined }): Tensor };
    };
    accumulate_grad_: {
      /** LibTorch 2.13.0 only. */ default(variable: Tensor, variable_grad: Tensor | null, new_grad: Tensor | null): Tensor | null;
    };
  };
  inductor_prims: {
    inductor_reserve_rng_state: {
      /** LibTorch 2.13.0 only. */ default(generator: Generator | null | null, increment: Int): [Tensor, Tensor, Tensor];
    };
  };
  mkl: {
    _mkl_linear: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, MKL_W: Tensor, ORI_W: Tensor, B: Tensor | null, batch_size: Int): Tensor;
    };
    _mkl_reorder_linear_weight: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, batch_size: Int): Tensor;
    };
  };
  mkldnn: {
    _convolution_pointwise: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, W: Tensor, B: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
      /** LibTorch 2.13.0 only. */ binary(X: Tensor, other: Tensor, W: Tensor, B: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, binary_attr: string, alpha: Scalar | null, unary_attr: string | null, unary_scalars: readonly (Scalar | null)[], unary_algorithm: string | null): Tensor;
    };
    _convolution_pointwise_: {
      /** LibTorch 2.13.0 only. */ binary(other: Tensor, X: Tensor, W: Tensor, B: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, binary_attr: string, alpha: Scalar | null, unary_attr: string | null, unary_scalars: readonly (Scalar | null)[], unary_algorithm: string | null): Tensor;
    };
    _convolution_transpose_pointwise: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, W: Tensor, B: Tensor | null, padding: Ints, output_padding: Ints, stride: Ints, dilation: Ints, groups: Int, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
    };
    _get_mkldnn_serialized_md: {
      /** LibTorch 2.13.0 only. */ default(mkldnn_tensor: Tensor): Tensor;
    };
    _is_mkldnn_acl_supported: {
      /** LibTorch 2.13.0 only. */ default(): boolean;
    };
    _is_mkldnn_bf16_supported: {
      /** LibTorch 2.13.0 only. */ default(): boolean;
    };
    _is_mkldnn_fp16_supported: {
      /** LibTorch 2.13.0 only. */ default(): boolean;
    };
    _linear_pointwise: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, W: Tensor, B: Tensor | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
      /** LibTorch 2.13.0 only. */ binary(X: Tensor, other: Tensor, W: Tensor, B: Tensor | null, attr: string): Tensor;
    };
    _nbytes: {
      /** LibTorch 2.13.0 only. */ default(mkldnn_tensor: Tensor): number;
    };
    _reorder_convolution_transpose_weight: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, padding?: IntsOrOne | undefined, output_padding?: IntsOrOne | undefined, stride?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined, input_size?: Ints | null | undefined): Tensor; (self: Tensor, options?: { padding?: IntsOrOne | undefined; output_padding?: IntsOrOne | undefined; stride?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined; input_size?: Ints | null | undefined }): Tensor };
    };
    _reorder_convolution_weight: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, padding?: IntsOrOne | undefined, stride?: IntsOrOne | undefined, dilation?: IntsOrOne | undefined, groups?: Int | undefined, input_size?: Ints | null | undefined): Tensor; (self: Tensor, options?: { padding?: IntsOrOne | undefined; stride?: IntsOrOne | undefined; dilation?: IntsOrOne | undefined; groups?: Int | undefined; input_size?: Ints | null | undefined }): Tensor };
    };
    _reorder_linear_weight: {
      /** LibTorch 2.13.0 only. */ default: { (self: Tensor, batch_size?: Int | null | undefined): Tensor; (self: Tensor, options?: { batch_size?: Int | null | undefined }): Tensor };
    };
    _reorder_mkldnn_rnn_layer_weight: {
      /** LibTorch 2.13.0 only. */ default: { (weight0: Tensor, weight1: Tensor, hidden_size: Int, reverse: boolean, has_biases: boolean, batch_first: boolean, input_size?: Ints | null | undefined): Tensor[]; (weight0: Tensor, weight1: Tensor, hidden_size: Int, reverse: boolean, has_biases: boolean, batch_first: boolean, options?: { input_size?: Ints | null | undefined }): Tensor[] };
    };
    data_ptr: {
      /** LibTorch 2.13.0 only. */ default(mkldnn_tensor: Tensor): number;
    };
  };
  mkldnn_prepacked: {
    conv2d_prepack: {
      default(W: Tensor, B: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, groups: Int, input_size: IntsOrOne, attr: string): unknown;
    };
    conv2d_run: {
      default(X: Tensor, W_prepack: unknown): Tensor;
    };
  };
  onednn: {
    linear_dynamic_fp16: {
      /** LibTorch 2.13.0 only. */ default(x: Tensor, w: Tensor, bias: Tensor | null): Tensor;
    };
    linear_prepack_fp16: {
      /** LibTorch 2.13.0 only. */ default(weight: Tensor, x_shape: Ints | null): Tensor;
    };
    linear_relu_dynamic_fp16: {
      /** LibTorch 2.13.0 only. */ default(x: Tensor, w: Tensor, bias: Tensor | null): Tensor;
    };
    qadd: {
      /** LibTorch 2.13.0 only. */ tensor(self: Tensor, self_scale: number, self_zero_point: Int, other: Tensor, other_scale: number, other_zero_point: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int): Tensor;
    };
    qadd_relu: {
      /** LibTorch 2.13.0 only. */ tensor(self: Tensor, self_scale: number, self_zero_point: Int, other: Tensor, other_scale: number, other_zero_point: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int): Tensor;
    };
    qbatch_norm2d: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, qx_scale: number, qx_zero_point: Int, weight: Tensor, bias: Tensor, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int, output_dtype: DType | Int): Tensor;
    };
    qconv1d_pointwise: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
    };
    qconv2d_pointwise: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
      /** LibTorch 2.13.0 only. */ binary(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, qaccum: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, accum_scale: number, accum_zero_point: Int, binary_attr: string, alpha: Scalar | null, unary_attr: string | null, unary_scalars: readonly (Scalar | null)[], unary_algorithm: string | null): Tensor;
      /** LibTorch 2.13.0 only. */ binary_tensor(qx: Tensor, x_scale: Tensor, x_zero_point: Tensor, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, qaccum: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, accum_scale: number, accum_zero_point: Int, binary_attr: string, alpha: Scalar | null, unary_attr: string | null, unary_scalars: readonly (Scalar | null)[], unary_algorithm: string | null): Tensor;
      /** LibTorch 2.13.0 only. */ tensor(qx: Tensor, x_scale: Tensor, x_zero_point: Tensor, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
    };
    qconv3d_pointwise: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
    };
    qconv_pointwise: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
      /** LibTorch 2.13.0 only. */ tensor(qx: Tensor, x_scale: Tensor, x_zero_point: Tensor, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, attr: string, scalars: readonly (Scalar | null)[], algorithm: string | null): Tensor;
    };
    qconv_prepack: {
      /** LibTorch 2.13.0 only. */ default: { (weight: Tensor, w_scales: Tensor, x_scale: number, x_zp: Int, stride: Ints, padding: Ints, dilation: Ints, groups: Int, x_shape?: Ints | null | undefined): Tensor; (weight: Tensor, w_scales: Tensor, x_scale: number, x_zp: Int, stride: Ints, padding: Ints, dilation: Ints, groups: Int, options?: { x_shape?: Ints | null | undefined }): Tensor };
    };
    qlinear_pointwise: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, post_op_name: string, post_op_args: readonly (Scalar | null)[], post_op_algorithm: string): Tensor;
      /** LibTorch 2.13.0 only. */ binary(qx: Tensor, x_scale: number, x_zero_point: Int, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, other: Tensor | null, bias: Tensor | null, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, other_scale: number, other_zp: Int, binary_post_op: string, binary_alpha: number, unary_post_op: string, unary_post_op_args: readonly (Scalar | null)[], unary_post_op_algorithm: string): Tensor;
      /** LibTorch 2.13.0 only. */ binary_tensor(qx: Tensor, x_scale: Tensor, x_zero_point: Tensor, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, other: Tensor | null, bias: Tensor | null, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, other_scale: number, other_zp: Int, binary_post_op: string, binary_alpha: number, unary_post_op: string, unary_post_op_args: readonly (Scalar | null)[], unary_post_op_algorithm: string): Tensor;
      /** LibTorch 2.13.0 only. */ tensor(qx: Tensor, x_scale: Tensor, x_zero_point: Tensor, qw: Tensor, w_scale: Tensor, w_zero_point: Tensor, bias: Tensor | null, output_scale: number, output_zero_point: Int, output_dtype: DType | Int | null, post_op_name: string, post_op_args: readonly (Scalar | null)[], post_op_algorithm: string): Tensor;
    };
    qlinear_prepack: {
      /** LibTorch 2.13.0 only. */ default(weight: Tensor, x_shape: Ints | null): Tensor;
    };
    qmul: {
      /** LibTorch 2.13.0 only. */ tensor(self: Tensor, self_scale: number, self_zero_point: Int, other: Tensor, other_scale: number, other_zero_point: Int, output_scale: number, output_zero_point: Int, output_dtype: DType | Int): Tensor;
    };
  };
  prepacked: {
    conv2d_clamp_prepack: {
      /** LibTorch 1.13.0 only. */ default: { (W: Tensor, B: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, groups: Int, output_min?: Scalar | null | undefined, output_max?: Scalar | null | undefined): unknown; (W: Tensor, B: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, dilation: IntsOrOne, groups: Int, options?: { output_min?: Scalar | null | undefined; output_max?: Scalar | null | undefined }): unknown };
    };
    conv2d_clamp_run: {
      /** LibTorch 1.13.0 only. */ default(X: Tensor, W_prepack: unknown): Tensor;
    };
    conv2d_transpose_clamp_prepack: {
      /** LibTorch 1.13.0 only. */ default: { (W: Tensor, B: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, output_padding: IntsOrOne, dilation: IntsOrOne, groups: Int, output_min?: Scalar | null | undefined, output_max?: Scalar | null | undefined): unknown; (W: Tensor, B: Tensor | null, stride: IntsOrOne, padding: IntsOrOne, output_padding: IntsOrOne, dilation: IntsOrOne, groups: Int, options?: { output_min?: Scalar | null | undefined; output_max?: Scalar | null | undefined }): unknown };
    };
    conv2d_transpose_clamp_run: {
      /** LibTorch 1.13.0 only. */ default(X: Tensor, W_prepack: unknown): Tensor;
    };
    linear_clamp_prepack: {
      /** LibTorch 1.13.0 only. */ default: { (W: Tensor, B?: Tensor | null | undefined, output_min?: Scalar | null | undefined, output_max?: Scalar | null | undefined): unknown; (W: Tensor, options?: { B?: Tensor | null | undefined; output_min?: Scalar | null | undefined; output_max?: Scalar | null | undefined }): unknown };
    };
    linear_clamp_run: {
      /** LibTorch 1.13.0 only. */ default(X: Tensor, W_prepack: unknown): Tensor;
    };
    unpack_prepacked_sizes_conv2d: {
      /** LibTorch 1.13.0 only. */ default(W_prepack: unknown): unknown;
    };
    unpack_prepacked_sizes_linear: {
      /** LibTorch 1.13.0 only. */ default(W_prepack: unknown): unknown;
    };
  };
  profiler: {
    _record_function_enter: {
      default: { (name: string, args?: string | null | undefined): Tensor; (name: string, options?: { args?: string | null | undefined }): Tensor };
    };
    _record_function_enter_new: {
      default: { (name: string, args?: string | null | undefined): unknown; (name: string, options?: { args?: string | null | undefined }): unknown };
    };
    _record_function_exit: {
      default(handle: Tensor): void;
      _RecordFunction(record: unknown): void;
    };
  };
  quantization: {
    _Bfloat16QuantizedToFloat: {
      default(input: Tensor): Tensor;
    };
    _FloatToBfloat16Quantized: {
      default(input: Tensor): Tensor;
    };
  };
  quantized: {
    add: {
      default(qa: Tensor, qb: Tensor, scale: number, zero_point: Int): Tensor;
      Scalar(qa: Tensor, b: Scalar): Tensor;
      Scalar2(b: Scalar, qa: Tensor): Tensor;
      Scalar_out(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      out(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    add_out: {
      default(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    add_relu: {
      default(qa: Tensor, qb: Tensor, scale: number, zero_point: Int): Tensor;
      Scalar(qa: Tensor, b: Scalar): Tensor;
      Scalar2(b: Scalar, qa: Tensor): Tensor;
      Scalar_out(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      out(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    add_relu_out: {
      default(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    add_scalar: {
      default(qa: Tensor, b: Scalar): Tensor;
      Tensor(qa: Tensor, b: Tensor): Tensor;
    };
    add_scalar_out: {
      default(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      Tensor(qa: Tensor, b: Tensor, out: Tensor): Tensor;
    };
    add_scalar_relu: {
      default(qa: Tensor, b: Scalar): Tensor;
      Tensor(qa: Tensor, b: Tensor): Tensor;
    };
    add_scalar_relu_out: {
      default(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      Tensor(qa: Tensor, b: Tensor, out: Tensor): Tensor;
    };
    batch_norm: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm1d: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm1d_relu: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm2d: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm2d_relu: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm3d: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm3d_relu: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    batch_norm_relu: {
      default(qx: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    cat: {
      default(qx: Tensors, dim: Int, scale: number | null, zero_point: Int | null): Tensor;
    };
    cat_out: {
      default(qx: Tensors, dim: Int, out: Tensor): Tensor;
    };
    cat_relu: {
      default(qx: Tensors, dim: Int, scale: number | null, zero_point: Int | null): Tensor;
    };
    cat_relu_out: {
      default(qx: Tensors, dim: Int, out: Tensor): Tensor;
    };
    celu: {
      default: { (self: Tensor, output_scale: number, output_zero_point: Int, alpha?: Scalar | undefined): Tensor; (self: Tensor, output_scale: number, output_zero_point: Int, options?: { alpha?: Scalar | undefined }): Tensor };
    };
    clamp: {
      default: { (qx: Tensor, min?: Scalar | null | undefined, max?: Scalar | null | undefined): Tensor; (qx: Tensor, options?: { min?: Scalar | null | undefined; max?: Scalar | null | undefined }): Tensor };
    };
    conv1d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv1d_dynamic: {
      default: { (qx: Tensor, packed_weight: unknown, reduce_range?: boolean | undefined): Tensor; (qx: Tensor, packed_weight: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    conv1d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv1d_relu: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv1d_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    conv2d: {
      default(qx: Tensor, weight: unknown, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int): Tensor;
      new(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv2d_add: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, qaccum: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv2d_add_relu: {
      /** LibTorch 2.13.0 only. */ default(qx: Tensor, qaccum: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv2d_dilation: {
      default(packed_weights: unknown): number[];
    };
    conv2d_dynamic: {
      default: { (qx: Tensor, packed_weight: unknown, reduce_range?: boolean | undefined): Tensor; (qx: Tensor, packed_weight: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    conv2d_groups: {
      default(packed_weights: unknown): number;
    };
    conv2d_output_padding: {
      default(packed_weights: unknown): number[];
    };
    conv2d_padding: {
      default(packed_weights: unknown): number[];
    };
    conv2d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv2d_relu: {
      default(qx: Tensor, weight: unknown, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int): Tensor;
      new(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv2d_stride: {
      default(packed_weights: unknown): number[];
    };
    conv2d_transpose: {
      default(packed_weights: unknown): number;
    };
    conv2d_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    conv2d_unpack_sizes: {
      default(packed_weights: unknown): unknown;
    };
    conv3d: {
      default(qx: Tensor, weight: unknown, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int): Tensor;
      new(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv3d_dilation: {
      default(packed_weights: unknown): number[];
    };
    conv3d_dynamic: {
      default: { (qx: Tensor, packed_weight: unknown, reduce_range?: boolean | undefined): Tensor; (qx: Tensor, packed_weight: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    conv3d_groups: {
      default(packed_weights: unknown): number;
    };
    conv3d_output_padding: {
      default(packed_weights: unknown): number[];
    };
    conv3d_padding: {
      default(packed_weights: unknown): number[];
    };
    conv3d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv3d_relu: {
      default(qx: Tensor, weight: unknown, stride: Ints, padding: Ints, dilation: Ints, groups: Int, output_scale: number, output_zero_point: Int): Tensor;
      new(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv3d_stride: {
      default(packed_weights: unknown): number[];
    };
    conv3d_transpose: {
      default(packed_weights: unknown): number;
    };
    conv3d_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    conv_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv_transpose1d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv_transpose1d_dynamic: {
      default: { (qx: Tensor, packed_weight: unknown, reduce_range?: boolean | undefined): Tensor; (qx: Tensor, packed_weight: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    conv_transpose1d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv_transpose1d_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    conv_transpose2d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv_transpose2d_dilation: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose2d_dynamic: {
      default: { (qx: Tensor, packed_weight: unknown, reduce_range?: boolean | undefined): Tensor; (qx: Tensor, packed_weight: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    conv_transpose2d_groups: {
      default(packed_weights: unknown): number;
    };
    conv_transpose2d_output_padding: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose2d_padding: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose2d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv_transpose2d_stride: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose2d_transpose: {
      default(packed_weights: unknown): number;
    };
    conv_transpose2d_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    conv_transpose3d: {
      default(qx: Tensor, packed_weight: unknown, output_scale: number, output_zero_point: Int): Tensor;
    };
    conv_transpose3d_dilation: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose3d_dynamic: {
      default: { (qx: Tensor, packed_weight: unknown, reduce_range?: boolean | undefined): Tensor; (qx: Tensor, packed_weight: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    conv_transpose3d_groups: {
      default(packed_weights: unknown): number;
    };
    conv_transpose3d_output_padding: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose3d_padding: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose3d_prepack: {
      default(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints, groups: Int): unknown;
    };
    conv_transpose3d_stride: {
      default(packed_weights: unknown): number[];
    };
    conv_transpose3d_transpose: {
      default(packed_weights: unknown): number;
    };
    conv_transpose3d_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    conv_unpack: {
      default(packed_weights: unknown): [Tensor, Tensor | null];
    };
    dropout: {
      default: { (self: Tensor, output_scale: number, output_zero_point: Int, p?: Scalar | undefined, training?: boolean | undefined): Tensor; (self: Tensor, output_scale: number, output_zero_point: Int, options?: { p?: Scalar | undefined; training?: boolean | undefined }): Tensor };
    };
    elu: {
      default: { (self: Tensor, output_scale: number, output_zero_point: Int, alpha?: Scalar | undefined, scale?: Scalar | undefined, input_scale?: Scalar | undefined): Tensor; (self: Tensor, output_scale: number, output_zero_point: Int, options?: { alpha?: Scalar | undefined; scale?: Scalar | undefined; input_scale?: Scalar | undefined }): Tensor };
    };
    embedding_4bit: {
      default: { (weight: unknown, indices: Tensor, pruned_weights?: boolean | undefined): Tensor; (weight: unknown, indices: Tensor, options?: { pruned_weights?: boolean | undefined }): Tensor };
    };
    embedding_bag_2bit_prepack: {
      default: { (weight: Tensor, optimized_qparams?: boolean | undefined, nbins?: Int | undefined, ratio?: number | undefined): Tensor; (weight: Tensor, options?: { optimized_qparams?: boolean | undefined; nbins?: Int | undefined; ratio?: number | undefined }): Tensor };
    };
    embedding_bag_2bit_prepack_with_rowwise_min_max: {
      /** LibTorch 2.13.0 only. */ default: { (weight: Tensor, rowwise_min_max: Tensor, optimized_qparams?: boolean | undefined, nbins?: Int | undefined, ratio?: number | undefined): Tensor; (weight: Tensor, rowwise_min_max: Tensor, options?: { optimized_qparams?: boolean | undefined; nbins?: Int | undefined; ratio?: number | undefined }): Tensor };
    };
    embedding_bag_2bit_rowwise_offsets: {
      default: { (weight: Tensor, indices: Tensor, offsets?: Tensor | null | undefined, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, pruned_weights?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, compressed_indices_mapping?: Tensor | null | undefined, include_last_offset?: boolean | undefined): Tensor; (weight: Tensor, indices: Tensor, options?: { offsets?: Tensor | null | undefined; scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; pruned_weights?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; compressed_indices_mapping?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): Tensor };
    };
    embedding_bag_2bit_unpack: {
      default(weight: Tensor): Tensor;
    };
    embedding_bag_4bit: {
      default: { (weight: unknown, indices: Tensor, offsets?: Tensor | null | undefined, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, pruned_weights?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, compressed_indices_mapping?: Tensor | null | undefined, include_last_offset?: boolean | undefined): Tensor; (weight: unknown, indices: Tensor, options?: { offsets?: Tensor | null | undefined; scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; pruned_weights?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; compressed_indices_mapping?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): Tensor };
    };
    embedding_bag_4bit_prepack: {
      default: { (weight: Tensor, optimized_qparams?: boolean | undefined, nbins?: Int | undefined, ratio?: number | undefined): Tensor; (weight: Tensor, options?: { optimized_qparams?: boolean | undefined; nbins?: Int | undefined; ratio?: number | undefined }): Tensor };
    };
    embedding_bag_4bit_prepack_with_rowwise_min_max: {
      /** LibTorch 2.13.0 only. */ default: { (weight: Tensor, rowwise_min_max: Tensor, optimized_qparams?: boolean | undefined, nbins?: Int | undefined, ratio?: number | undefined): Tensor; (weight: Tensor, rowwise_min_max: Tensor, options?: { optimized_qparams?: boolean | undefined; nbins?: Int | undefined; ratio?: number | undefined }): Tensor };
    };
    embedding_bag_4bit_rowwise_offsets: {
      default: { (weight: Tensor, indices: Tensor, offsets?: Tensor | null | undefined, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, pruned_weights?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, compressed_indices_mapping?: Tensor | null | undefined, include_last_offset?: boolean | undefined): Tensor; (weight: Tensor, indices: Tensor, options?: { offsets?: Tensor | null | undefined; scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; pruned_weights?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; compressed_indices_mapping?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): Tensor };
    };
    embedding_bag_4bit_unpack: {
      default(weight: Tensor): Tensor;
    };
    embedding_bag_byte: {
      default: { (weight: unknown, indices: Tensor, offsets?: Tensor | null | undefined, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, pruned_weights?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, compressed_indices_mapping?: Tensor | null | undefined, include_last_offset?: boolean | undefined): Tensor; (weight: unknown, indices: Tensor, options?: { offsets?: Tensor | null | undefined; scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; pruned_weights?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; compressed_indices_mapping?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): Tensor };
    };
    embedding_bag_byte_prepack: {
      default(weight: Tensor): Tensor;
    };
    embedding_bag_byte_prepack_with_rowwise_min_max: {
      /** LibTorch 2.13.0 only. */ default(weight: Tensor, rowwise_min_max: Tensor): Tensor;
    };
    embedding_bag_byte_rowwise_offsets: {
      default: { (weight: Tensor, indices: Tensor, offsets?: Tensor | null | undefined, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, pruned_weights?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, compressed_indices_mapping?: Tensor | null | undefined, include_last_offset?: boolean | undefined): Tensor; (weight: Tensor, indices: Tensor, options?: { offsets?: Tensor | null | undefined; scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; pruned_weights?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; compressed_indices_mapping?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): Tensor };
    };
    embedding_bag_byte_unpack: {
      default(weight: Tensor): Tensor;
    };
    embedding_bag_prepack: {
      default(weight: Tensor): unknown;
    };
    embedding_bag_unpack: {
      default(W_prepack: unknown): Tensor;
    };
    embedding_byte: {
      default: { (weight: unknown, indices: Tensor, pruned_weights?: boolean | undefined): Tensor; (weight: unknown, indices: Tensor, options?: { pruned_weights?: boolean | undefined }): Tensor };
    };
    group_norm: {
      default(input: Tensor, num_groups: Int, weight: Tensor | null, bias: Tensor | null, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    hardswish: {
      default(input: Tensor, output_scale: number, output_zero_point: Int): Tensor;
    };
    instance_norm: {
      default(input: Tensor, weight: Tensor | null, bias: Tensor | null, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    int4mm_packed_weight_cpu: {
      /** LibTorch 2.13.0 only. */ default(self: Tensor, mat2: Tensor, qGroupSize: Tensor, qScaleAndZeros: Tensor): Tensor;
    };
    layer_norm: {
      default(input: Tensor, normalized_shape: Ints, weight: Tensor | null, bias: Tensor | null, eps: number, output_scale: number, output_zero_point: Int): Tensor;
    };
    leaky_relu: {
      default(qx: Tensor, negative_slope: Scalar, inplace: boolean, output_scale: number, output_zero_point: Int): Tensor;
    };
    linear: {
      default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int): Tensor;
    };
    linear_dynamic: {
      default: { (X: Tensor, W_prepack: unknown, reduce_range?: boolean | undefined): Tensor; (X: Tensor, W_prepack: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    linear_dynamic_fp16: {
      default(X: Tensor, W_prepack: unknown): Tensor;
    };
    linear_dynamic_fp16_unpacked_weight: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, weight: Tensor, bias: Tensor | null): Tensor;
    };
    linear_leaky_relu: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int, negative_slope: number): Tensor;
    };
    linear_prepack: {
      default: { (W: Tensor, B?: Tensor | null | undefined): unknown; (W: Tensor, options?: { B?: Tensor | null | undefined }): unknown };
    };
    linear_prepack_fp16: {
      default: { (W: Tensor, B?: Tensor | null | undefined): unknown; (W: Tensor, options?: { B?: Tensor | null | undefined }): unknown };
    };
    linear_prepack_fp16_legacy: {
      default: { (W: Tensor, B?: Tensor | null | undefined): Tensor; (W: Tensor, options?: { B?: Tensor | null | undefined }): Tensor };
    };
    linear_prepack_legacy: {
      default: { (W: Tensor, B?: Tensor | null | undefined): Tensor; (W: Tensor, options?: { B?: Tensor | null | undefined }): Tensor };
    };
    linear_relu: {
      default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int): Tensor;
    };
    linear_relu_dynamic: {
      default: { (X: Tensor, W_prepack: unknown, reduce_range?: boolean | undefined): Tensor; (X: Tensor, W_prepack: unknown, options?: { reduce_range?: boolean | undefined }): Tensor };
    };
    linear_relu_dynamic_fp16: {
      default(X: Tensor, W_prepack: unknown): Tensor;
    };
    linear_tanh: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int): Tensor;
    };
    linear_unpack: {
      default(W_prepack: unknown): [Tensor, Tensor | null];
      legacy(W_prepack: Tensor): [Tensor, Tensor | null];
    };
    linear_unpack_fp16: {
      default(W_prepack: unknown): [Tensor, Tensor | null];
      legacy(W_prepack: Tensor): [Tensor, Tensor | null];
    };
    linear_with_input_q_dq_qweight_dq_output_fp32: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, X_scale: number, X_zero_point: Int, W_prepack: unknown): Tensor;
    };
    linear_with_input_q_dq_qweight_dq_relu_output_fp32: {
      /** LibTorch 2.13.0 only. */ default(X: Tensor, X_scale: number, X_zero_point: Int, W_prepack: unknown): Tensor;
    };
    make_quantized_cell_params: {
      default(w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor): unknown;
    };
    make_quantized_cell_params_dynamic: {
      default: { (w_ih: unknown, w_hh: unknown, bias_ih: Tensor, bias_hh: Tensor, reduce_range?: boolean | undefined): unknown; (w_ih: unknown, w_hh: unknown, bias_ih: Tensor, bias_hh: Tensor, options?: { reduce_range?: boolean | undefined }): unknown };
    };
    make_quantized_cell_params_fp16: {
      default(w_ih: unknown, w_hh: unknown): unknown;
    };
    matmul: {
      default(qa: Tensor, qb: Tensor, scale: number, zero_point: Int): Tensor;
    };
    max_pool1d: {
      default(qx: Tensor, kernel_size: Ints, stride: Ints, padding: Ints, dilation: Ints, ceil_mode: boolean): Tensor;
    };
    max_pool2d: {
      default(qx: Tensor, kernel_size: Ints, stride: Ints, padding: Ints, dilation: Ints, ceil_mode: boolean): Tensor;
    };
    mul: {
      default(qa: Tensor, qb: Tensor, scale: number, zero_point: Int): Tensor;
      Scalar(qa: Tensor, b: Scalar): Tensor;
      Scalar2(b: Scalar, qa: Tensor): Tensor;
      Scalar_out(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      out(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    mul_out: {
      default(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    mul_relu: {
      default(qa: Tensor, qb: Tensor, scale: number, zero_point: Int): Tensor;
      Scalar(qa: Tensor, b: Scalar): Tensor;
      Scalar2(b: Scalar, qa: Tensor): Tensor;
      Scalar_out(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      out(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    mul_relu_out: {
      default(qa: Tensor, qb: Tensor, out: Tensor): Tensor;
    };
    mul_scalar: {
      default(qa: Tensor, b: Scalar): Tensor;
      Tensor(qa: Tensor, b: Tensor): Tensor;
    };
    mul_scalar_out: {
      default(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      Tensor(qa: Tensor, b: Tensor, out: Tensor): Tensor;
    };
    mul_scalar_relu: {
      default(qa: Tensor, b: Scalar): Tensor;
      Tensor(qa: Tensor, b: Tensor): Tensor;
    };
    mul_scalar_relu_out: {
      default(qa: Tensor, b: Scalar, out: Tensor): Tensor;
      Tensor(qa: Tensor, b: Tensor, out: Tensor): Tensor;
    };
    prelu: {
      default(qx: Tensor, weight: Tensor, output_scale: number, output_zero_point: Int): Tensor;
    };
    quantized_gru_cell_dynamic: {
      default(input: Tensor, hx: Tensor, w_ih: unknown, w_hh: unknown, b_ih: Tensor, b_hh: Tensor): Tensor;
    };
    quantized_lstm_cell_dynamic: {
      default(input: Tensor, hx: Tensors, w_ih: unknown, w_hh: unknown, bias_ih: Tensor, bias_hh: Tensor): [Tensor, Tensor];
    };
    quantized_rnn_relu_cell_dynamic: {
      default(input: Tensor, hx: Tensor, w_ih: unknown, w_hh: unknown, b_ih: Tensor, b_hh: Tensor): Tensor;
    };
    quantized_rnn_tanh_cell_dynamic: {
      default(input: Tensor, hx: Tensor, w_ih: unknown, w_hh: unknown, b_ih: Tensor, b_hh: Tensor): Tensor;
    };
    relu6: {
      default: { (qx: Tensor, inplace?: boolean | undefined): Tensor; (qx: Tensor, options?: { inplace?: boolean | undefined }): Tensor };
    };
    sigmoid: {
      default(qx: Tensor, output_scale: number, output_zero_point: Int): Tensor;
    };
    softmax: {
      default(qx: Tensor, dim: Int, output_scale: number, output_zero_point: Int): Tensor;
    };
    threshold: {
      default(qx: Tensor, threshold: Scalar, value: Scalar): Tensor;
    };
  };
  sparse: {
    qlinear: {
      default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int): Tensor;
    };
    qlinear_dynamic: {
      default(X: Tensor, W_prepack: unknown): Tensor;
    };
    qlinear_prepack: {
      default(W: Tensor, B: Tensor | null, out_features_block_size: Int, in_features_block_size: Int): unknown;
    };
    qlinear_relu: {
      default(X: Tensor, W_prepack: unknown, Y_scale_i: number, Y_zero_point_i: Int): Tensor;
    };
    qlinear_relu_dynamic: {
      default(X: Tensor, W_prepack: unknown): Tensor;
    };
    qlinear_unpack: {
      default(W_prepack: unknown): [Tensor, Tensor | null, number[]];
    };
  };
  static_runtime: {
    VarTupleUnpack: {
      default(...args: unknown[]): unknown;
    };
    clamp_nan_to_num: {
      default(input: Tensor, min: Scalar | null, max: Scalar | null, nan: number | null, posinf: number | null, posinf_: number | null): Tensor;
    };
    create_owned_ref: {
      default(...args: unknown[]): unknown;
    };
    dequantize_copy: {
      self(self: Tensor): Tensor;
    };
    dict_unpack: {
      default(...args: unknown[]): unknown;
    };
    embedding_bag: {
      default: { (weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq?: boolean | undefined, mode?: Int | undefined, sparse?: boolean | undefined, per_sample_weights?: Tensor | null | undefined, include_last_offset?: boolean | undefined): [Tensor, Tensor, Tensor]; (weight: Tensor, indices: Tensor, offsets: Tensor, options?: { scale_grad_by_freq?: boolean | undefined; mode?: Int | undefined; sparse?: boolean | undefined; per_sample_weights?: Tensor | null | undefined; include_last_offset?: boolean | undefined }): [Tensor, Tensor, Tensor] };
      padding_idx(weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq: boolean, mode: Int, sparse: boolean, per_sample_weights: Tensor | null, include_last_offset: boolean, padding_idx: Int | null): [Tensor, Tensor, Tensor];
    };
    expand_dims_copy: {
      default(input: Tensor, dims: Ints): Tensor;
    };
    flatten_copy: {
      using_ints: { (self: Tensor, start_dim?: Int | undefined, end_dim?: Int | undefined): Tensor; (self: Tensor, options?: { start_dim?: Int | undefined; end_dim?: Int | undefined }): Tensor };
    };
    fused_equally_split: {
      default(input: Tensor, num_split: Int, dim: Int): unknown;
    };
    layer_norm: {
      default: { (input: Tensor, normalized_shape: Ints, weight?: Tensor | null | undefined, bias?: Tensor | null | undefined, eps?: number | undefined, cudnn_enable?: boolean | undefined): [Tensor, Tensor, Tensor]; (input: Tensor, normalized_shape: Ints, options?: { weight?: Tensor | null | undefined; bias?: Tensor | null | undefined; eps?: number | undefined; cudnn_enable?: boolean | undefined }): [Tensor, Tensor, Tensor] };
    };
    permute_copy: {
      default(self: Tensor, dims: Ints): Tensor;
    };
    reshape_copy: {
      default(self: Tensor, shape: Ints): Tensor;
    };
    select_tensor: {
      default(a: Tensor, b: Tensor, use_b: boolean): Tensor;
    };
    signed_log1p: {
      default(input: Tensor): Tensor;
    };
    to_copy: {
      dtype: { (self: Tensor, dtype: DType | Int, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): Tensor; (self: Tensor, dtype: DType | Int, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): Tensor };
      other: { (self: Tensor, other: Tensor, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): Tensor; (self: Tensor, other: Tensor, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): Tensor };
      prim_dtype: { (self: Tensor, dtype?: DType | Int | null | undefined, non_blocking?: boolean | undefined, copy?: boolean | undefined): Tensor; (self: Tensor, options?: { dtype?: DType | Int | null | undefined; non_blocking?: boolean | undefined; copy?: boolean | undefined }): Tensor };
    };
    to_maybe_copy_out: {
      dtype: { (self: Tensor, dtype: DType | Int, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): [Tensor, boolean]; (self: Tensor, dtype: DType | Int, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): [Tensor, boolean] };
      other: { (self: Tensor, other: Tensor, non_blocking?: boolean | undefined, copy?: boolean | undefined, memory_format?: string | null | undefined): [Tensor, boolean]; (self: Tensor, other: Tensor, options?: { non_blocking?: boolean | undefined; copy?: boolean | undefined; memory_format?: string | null | undefined }): [Tensor, boolean] };
      prim_dtype: { (self: Tensor, dtype?: DType | Int | null | undefined, non_blocking?: boolean | undefined, copy?: boolean | undefined): [Tensor, boolean]; (self: Tensor, options?: { dtype?: DType | Int | null | undefined; non_blocking?: boolean | undefined; copy?: boolean | undefined }): [Tensor, boolean] };
    };
  };
  symm_mem: {
    _async_input_mm: {
      /** LibTorch 2.13.0 only. */ default(a: Tensor, b: Tensor, a_chunk_signals: Tensor, a_chunk_pivot: Int): Tensor;
    };
    _barrier: {
      /** LibTorch 2.13.0 only. */ default(symm: unknown): void;
    };
    _rendezvous: {
      /** LibTorch 2.13.0 only. */ default: { (tensor: Tensor, group_name?: string | null | undefined): unknown; (tensor: Tensor, options?: { group_name?: string | null | undefined }): unknown };
    };
    all_to_all_vdev: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, out: Tensor, in_splits: Tensor, out_splits_offsets: Tensor, group_name: string): void;
    };
    all_to_all_vdev_2d: {
      /** LibTorch 2.13.0 only. */ default: { (input: Tensor, out: Tensor, in_splits: Tensor, out_splits_offsets: Tensor, group_name: string, major_align?: Int | null | undefined): void; (input: Tensor, out: Tensor, in_splits: Tensor, out_splits_offsets: Tensor, group_name: string, options?: { major_align?: Int | null | undefined }): void };
    };
    all_to_all_vdev_2d_offset: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, out: Tensor, in_splits_offsets: Tensor, out_splits_offsets: Tensor, group_name: string): void;
    };
    memset32_: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, offset: Int, val: Int, count: Int): Tensor;
    };
    multi_root_tile_reduce: {
      /** LibTorch 2.13.0 only. */ default: { (in_tiles: Tensors, out_tile: Tensor, roots: Ints, group_name: string, reduce_op?: string | undefined): void; (in_tiles: Tensors, out_tile: Tensor, roots: Ints, group_name: string, options?: { reduce_op?: string | undefined }): void };
    };
    multimem_all_gather_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, group_name: string, out: Tensor): Tensor;
    };
    multimem_all_reduce_: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string): Tensor;
    };
    multimem_one_shot_all_reduce: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string): Tensor;
    };
    multimem_one_shot_all_reduce_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string, out: Tensor): Tensor;
    };
    multimem_one_shot_reduce_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, root: Int, group_name: string, out: Tensor): Tensor;
    };
    nccl_get: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, peer: Int): void;
    };
    nccl_put: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, peer: Int): void;
    };
    nccl_put_signal: {
      /** LibTorch 2.13.0 only. */ default(src: Tensor, hdl: unknown, peer: Int): void;
    };
    nccl_put_with_signal: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, signal: Int, peer: Int): void;
    };
    nccl_reduce_scatter_offset: {
      /** LibTorch 2.13.0 only. */ default: { (input: Tensor, out: Tensors, group_name: string, dim: Int, offsets?: Ints | null | undefined, dst_ranks?: Ints | null | undefined, red_op?: string | undefined): void; (input: Tensor, out: Tensors, group_name: string, dim: Int, options?: { offsets?: Ints | null | undefined; dst_ranks?: Ints | null | undefined; red_op?: string | undefined }): void };
    };
    nccl_wait_for_signal: {
      /** LibTorch 2.13.0 only. */ default(sigpad: Tensor, signal: Int): void;
    };
    nccl_wait_signal: {
      /** LibTorch 2.13.0 only. */ default(hdl: unknown, peer: Int): void;
    };
    nvshmem_all_to_all: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, out: Tensor, group_name: string): Tensor;
    };
    nvshmem_broadcast: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, root: Int, group_name: string): Tensor;
    };
    nvshmem_get: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, peer: Int): void;
    };
    nvshmem_put: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, peer: Int): void;
    };
    nvshmem_put_with_signal: {
      /** LibTorch 2.13.0 only. */ default(tensor: Tensor, sigpad: Tensor, signal: Int, peer: Int): void;
    };
    nvshmem_wait_for_signal: {
      /** LibTorch 2.13.0 only. */ default(sigpad: Tensor, signal: Int, peer: Int): void;
    };
    one_shot_all_reduce: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string): Tensor;
    };
    one_shot_all_reduce_copy: {
      /** LibTorch 2.13.0 only. */ default(symm_buffer: Tensor, local_input: Tensor, reduce_op: string, group_name: string): Tensor;
    };
    one_shot_all_reduce_copy_out: {
      /** LibTorch 2.13.0 only. */ default(symm_buffer: Tensor, local_input: Tensor, reduce_op: string, group_name: string, out: Tensor): Tensor;
    };
    one_shot_all_reduce_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string, out: Tensor): Tensor;
    };
    reduce_scatter_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, group_name: string, split_last_dim: boolean, output: Tensor): Tensor;
    };
    stream_write_value32_: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, offset: Int, val: Int): Tensor;
    };
    tile_reduce: {
      /** LibTorch 2.13.0 only. */ default: { (in_tile: Tensor, out_tile: Tensor, root: Int, group_name: string, reduce_op?: string | undefined): void; (in_tile: Tensor, out_tile: Tensor, root: Int, group_name: string, options?: { reduce_op?: string | undefined }): void };
    };
    two_shot_all_reduce_: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string): Tensor;
    };
    two_shot_all_reduce_out: {
      /** LibTorch 2.13.0 only. */ default(input: Tensor, reduce_op: string, group_name: string, output: Tensor): Tensor;
    };
  };
}
