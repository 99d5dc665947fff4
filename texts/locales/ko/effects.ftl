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
