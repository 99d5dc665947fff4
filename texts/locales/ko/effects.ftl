## 112 신고 비교

effects-button = 📉 112 신고 비교하기
effects-calls = 112 신고 건수가 든 <b>CSV 파일</b>을 보내 주세요. 첫 줄은 <b>도시,월,건수</b>이고, { $city }와 다른 도시의 같은 달과 작년 같은 달이 있어야 해요.
    그만두시려면 /cancel 을 눌러 주세요.
effects-unreadable = 이 표는 읽지 못했어요. CSV 파일로 다시 보내 주세요.
effects-line_no_heads = · 첫 줄에 도시, 월, 건수가 있어야 해요.
effects-line_no_city = · { $line }번째 줄에 도시 이름이 없어요.
effects-line_no_month = · { $line }번째 줄의 월을 모르겠어요. 2026-11처럼 적어 주세요.
effects-line_no_number = · { $line }번째 줄의 건수가 숫자가 아니에요.
effects-line_twice = · { $line }번째 줄이 앞에 나온 도시와 월이에요.
effects-example = 이렇게 적어 주세요.
    도시,월,건수
    { $city },2025-11,11486
    { $city },2026-11,10879
effects-nothing = { $city }의 같은 달과 작년 같은 달, 그리고 다른 도시 한 곳 이상이 있어야 비교할 수 있어요. 표를 고쳐서 다시 보내 주세요.
effects-heading = <b>{ $city } { $year }년 { $month }월 112 신고</b>
effects-change = 작년 같은 달 { $before }건 → { $after }건, <b>{ $change }%</b>
effects-others = 다른 도시 { $cities }곳은 { $change }%, 차이는 <b>{ $points }%p</b>
effects-interval = 95% 신뢰구간 { $low } ~ { $high }%p
effects-clear = 우연이라고 보기 어려운 차이예요. 하지만 순찰 때문이라고 증명된 것은 아니에요.
effects-unclear = <b>우연일 수 있는 차이예요.</b> 한 달만으로는 효과가 있다고 말할 수 없어요.
effects-method_estimated = 계산 방법: 두 변화율의 비(로그)를 비교했고, 신고가 몰리는 정도는 다른 도시들의 차이에서 구했어요. 계절과 도시의 사정은 다 빼지 못해요.
effects-method_assumed = 계산 방법: 두 변화율의 비(로그)를 비교했어요. 비교한 도시가 4곳보다 적어서 신고가 몰리는 정도(분산이 평균의 4배)는 가정한 값이에요. 계절과 도시의 사정은 다 빼지 못해요.
effects-line_no_start = · { $line }번째 줄의 시작한 달을 모르겠어요. 2026-03처럼 적거나 비워 두세요.
effects-staggered = <b>순찰을 시작한 도시 { $cities }곳을 함께 보면</b> ({ $months }개월) { $percent }%, 95% 신뢰구간 { $low } ~ { $high }%
effects-staggered_unclear = 도시들을 함께 보아도 <b>우연일 수 있는 차이예요.</b>
effects-staggered_method = 계산 방법: 도시마다 시작한 뒤의 달을 작년 같은 달과 견주고, 그때까지 시작하지 않은 도시들의 변화를 뺐어요. 시작한 뒤 열두 달까지만 셌고, 도시를 하나씩 빼 보아 얼마나 달라지는지와 신고가 몰리는 정도 가운데 더 넓은 구간을 썼어요. 도시가 시작하는 때는 제비뽑기가 아니라서 순찰 때문이라는 증명은 아니에요.
effects-title = 112 신고 비교
effects-lead = 작년 같은 달과 다른 도시에 견주어 112 신고가 얼마나 달라졌는지, 그리고 얼마나 확실한지 보여 드려요. 적어 주신 숫자는 보관하지 않아요.
effects-table = 표로 비교하기
effects-table_hint = 첫 줄은 도시,월,건수예요. 도시가 순찰을 시작한 달을 알면 시작이라는 칸을 더해 주세요.
effects-table_label = 표 (CSV 내용을 붙여 주세요)
effects-rate = 변화율로 비교하기
effects-rate_hint = 다른 도시의 변화율만 아실 때 쓰세요.
effects-rate_before = 작년 같은 달 건수
effects-rate_after = 올해 건수
effects-rate_others = 다른 도시들의 변화 (%)
effects-compare = 비교하기
effects-figure_change = 우리 도시
effects-figure_others = 다른 도시들
effects-figure_points = 차이
effects-percent = { $value }%
effects-points_value = { $value }%p
effects-result = 비교한 결과
effects-rate_method = 계산 방법: 두 변화율의 비(로그)를 비교했어요. 다른 도시의 변화율은 정확하다고 보았고, 신고가 몰리는 정도(분산이 평균의 4배)는 가정한 값이에요. 한 달의 숫자이고 순찰 때문이라는 증명은 아니에요.
effects-rate_nothing = 건수는 1 이상, 변화율은 -100보다 큰 숫자로 적어 주세요.
effects-about = 차이는 약 { $points }%p이고, 95% 확실한 구간은 { $low } ~ { $high }%p예요.
console-about_effects = 작년과 다른 도시에 견준 변화
